using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Strings, structures, out-parameters.</summary>
internal sealed unsafe partial class Machine
{
    private void TextCopy(int seed, int length)
    {
        var text = Utf8(TextOf(seed, length));
        fixed (byte* p = text)
        {
            var copied = ifz_str_copy((sbyte*)p);
            nuint points = 0;
            var status = ifz_str_code_points((sbyte*)p, (nuint)text.Length - 1, &points);
            Say($"{ifz_str_length((sbyte*)p)} sum={Sum(BytesOf(copied)):x8} {(int)status} points={points}");
            ifz_mem_free(copied);
        }
    }

    private void TextConcat(int seed, int length, int other)
    {
        fixed (byte* a = Utf8(TextOf(seed, length)), b = Utf8(TextOf(other, length / 2)))
        {
            var both = ifz_str_concat((sbyte*)a, (sbyte*)b);
            var bytes = BytesOf(both);
            Say($"{bytes.Length} sum={Sum(bytes):x8}");
            ifz_mem_free(both);
        }
    }

    private void TextPut(int seed, int length, int capacity)
    {
        var room = new byte[capacity];
        nuint needed = 0;
        fixed (byte* text = Utf8(TextOf(seed, length)), p = room)
        {
            var status = ifz_str_put((sbyte*)p, (nuint)capacity, (sbyte*)text, &needed);
            var upper = ifz_str_upper((sbyte*)p);
            Say($"{(int)status} needed={needed} {(int)upper} sum={Sum(room):x8}");
        }
    }

    private void TextPadded(int seed, int length, int capacity)
    {
        var room = new byte[capacity];
        fixed (byte* text = Utf8(TextOf(seed, length)), p = room)
        {
            var status = ifz_str_put_padded((sbyte*)p, (nuint)capacity, (sbyte*)text);
            Say($"{(int)status} length={ifz_str_length_max((sbyte*)p, (nuint)capacity)} sum={Sum(room):x8}");
        }
    }

    private void TextUtf16(int seed, int length)
    {
        var units = stackalloc ushort[64];
        new Span<ushort>(units, 64).Clear();
        nuint needed = 0;
        fixed (byte* text = Utf8(TextOf(seed, length)))
        {
            var status = ifz_str_to_utf16((sbyte*)text, units, 64, &needed);
            Say($"{(int)status} units={needed} length={ifz_utf16_length(units)} sum={Sum(new Span<byte>((byte*)units, 128)):x8}");
        }
    }

    private void TextSplit(int seed, int length)
    {
        var room = new byte[200];
        sbyte** parts = null;
        nuint count = 0, needed = 0;
        fixed (byte* text = Utf8(TextOf(seed, length)), p = room)
        {
            var status = ifz_str_split((sbyte*)text, (sbyte)',', &parts, &count);
            var bytes = 0;
            for (nuint i = 0; i < count; i++) bytes += BytesOf(parts[i]).Length;
            var joined = ifz_str_join(parts, count, (sbyte)';', (sbyte*)p, (nuint)room.Length, &needed);
            Say($"{(int)status} count={count} bytes={bytes} {(int)joined} needed={needed} sum={Sum(room):x8}");
            ifz_str_list_free(parts, count);
        }
    }

    private void TextConstant(int index) => Say($"{StringOf(ifz_str_constant((uint)index))} {StringOf(ifz_str_of_i64(index * 1234567L))}");

    private void StructByValue(int a, int b)
    {
        var p = ifz_point_add(new() { x = a, y = b }, new() { x = b, y = 7 });
        var r = ifz_rect_union(
            new() { min = new() { x = a, y = b }, max = new() { x = a + 5, y = b + 6 } },
            new() { min = new() { x = b, y = a }, max = new() { x = b + 7, y = a + 8 } });
        var rgb = ifz_rgb_invert(new() { r = (byte)a, g = (byte)b, b = 9 });
        var mixed = ifz_mixed_step(new() { small = (sbyte)a, large = b });
        ifz_vec4 v;
        (v.v[0], v.v[1], v.v[2], v.v[3]) = (1, 2, a, b);
        v = ifz_vec4_scale(v, 0.5f);
        Say($"{p.x},{p.y} {r.min.x},{r.min.y},{r.max.x},{r.max.y} area={ifz_rect_area(r)} {rgb.r},{rgb.g},{rgb.b} {mixed.small},{(int)(mixed.large * 4)}");
        Say($" {(int)(v.v[0] * 4)},{(int)(v.v[1] * 4)},{(int)(v.v[2] * 4)},{(int)(v.v[3] * 4)}");
    }

    private void StructInMemory(int seed, int by)
    {
        ifz_big big;
        for (var i = 0; i < 8; i++) big.v[i] = seed * 1000 + i;
        big = ifz_big_rotate(big, (uint)by);
        var packed = stackalloc ifz_packed[3];
        for (var i = 0; i < 3; i++)
            packed[i] = ifz_packed_next(new() { tag = (byte)(seed + i), value = (uint)seed * 65537, tail = (ushort)(by - i), wide = (ulong)seed << 40 });
        ifz_matrix a, b;
        for (var i = 0; i < 9; i++) (a.m[i], b.m[i]) = (seed + i, by - i);
        var status = ifz_matrix_multiply(&a, &b, &a);
        var total = 0.0;
        for (var i = 0; i < 9; i++) total += a.m[i] * (i + 1);
        Say($"{big.v[0]},{big.v[7]} packed={ifz_packed_sum(packed, 3)} {packed[2].value},{packed[2].tail} {(int)status} {(long)total}");
    }

    private void Union(int kind, int value)
    {
        var v = new ifz_value { kind = (ifz_kind)kind };
        var bytes = new Span<byte>(&v.@as, 16);
        switch (v.kind)
        {
            case ifz_kind.IFZ_KIND_INT: v.@as.integer = value; break;
            case ifz_kind.IFZ_KIND_FLOAT: v.@as.real = value * 0.5; break;
            case ifz_kind.IFZ_KIND_POINT: v.@as.point = new() { x = value, y = -value }; break;
            case ifz_kind.IFZ_KIND_BYTES:
                for (var i = 0; i < 16; i++) bytes[i] = PatternAt(value, i);
                break;
        }
        var words = stackalloc sbyte[100];
        new Span<sbyte>(words, 100).Clear();
        nuint needed = 0;
        v = ifz_value_negate(v);
        var status = ifz_value_describe(&v, words, 100, &needed);
        Say($"{(int)status} needed={needed} {StringOf(words)} sum={Sum(bytes):x8}");
        var variant = new ifz_variant { id = (uint)kind, last = (byte)(kind % 2) };
        variant.word = (uint)value * 77777;
        variant = ifz_variant_flip(variant);
        Say($" {variant.id},{variant.word},{variant.last}");
    }

    private void BitFields(int seed, int level)
    {
        ifz_bits bits;
        var status = ifz_bits_set(&bits, (ulong)seed * 0x0102030405060701 + (ulong)level);
        var flags = ifz_flags_make((byte)(seed % 2), (uint)seed, (uint)level * 16, -level);
        Say($"{(int)status} sum={ifz_bits_sum(&bits)} flags={ifz_flags_pack(flags)}");
    }

    private void FlexibleArray(int kind, int size, int seed)
    {
        fixed (byte* data = BufferOf(size, seed))
        {
            var message = ifz_message_new((uint)kind, data, (uint)size);
            Say($"{message->kind},{message->length} sum={Sum(new Span<byte>(ifz_message.payload(message), (int)message->length)):x8} digest={ifz_message_digest(message):x16}");
            ifz_mem_free(message);
        }
    }

    private void PointerArray(int a, int b, int c)
    {
        fixed (byte* x = Utf8(TextOf(a, a)), y = Utf8(TextOf(b, b)), z = Utf8(TextOf(c, c)))
        {
            var names = new ifz_names { count = 4 };
            var name = (byte**)&names.names;
            name[0] = x;
            name[2] = y;
            name[3] = z;
            Say($"{ifz_names_longest(&names)}");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnAdd(void* user, long a, long b) => a + b + *(long*)user;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnSubtract(void* user, long a, long b) => a - b - *(long*)user;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnMultiply(void* user, long a, long b) => a * b * *(long*)user;

    private void FunctionTable(int a, int b)
    {
        long weight = 3, mine = 0, standard = 0;
        var ops = new ifz_ops { add = &OnAdd, subtract = &OnSubtract, multiply = &OnMultiply, user = &weight };
        var status = ifz_ops_run(&ops, a, b, &mine);
        var given = ifz_ops_standard(&ops);
        var again = ifz_ops_run(&ops, a, b, &standard);
        Say($"{(int)status} {mine} {(int)given} {(int)again} {standard} {ops.subtract(null, a, b)}");
    }

    private void List(int count, int seed)
    {
        ifz_node* head = null;
        for (var i = 0; i < count; i++) ifz_list_push(&head, seed + i * i);
        var status = ifz_list_reverse(&head);
        long walked = 0, place = 1;
        for (var n = head; n != null; n = n->next) walked += n->value * place++;
        Say($"{(int)status} sum={ifz_list_sum(head)} walked={walked}");
        ifz_list_free(&head);
    }

    private void OutDivide(int a, int b)
    {
        long quotient = -7, remainder = -7;
        var status = ifz_out_divide(a * 1000L, b, &quotient, &remainder);
        Say($"{(int)status} {quotient} {remainder}");
    }

    private static int[] NumbersOf(int seed, int count, int less)
    {
        var numbers = new int[32];
        for (var i = 0; i < count; i++) numbers[i] = (seed * 73 + i * i * 37) % 1009 - less;
        return numbers;
    }

    private static uint SumOf(int[] numbers) => Sum(MemoryMarshal.AsBytes(numbers.AsSpan()));

    private void OutRange(int seed, int count)
    {
        int min = -7, max = -7;
        fixed (int* numbers = NumbersOf(seed, count, 500))
        {
            var status = ifz_out_range(numbers, (nuint)count, &min, &max);
            Say($"{(int)status} {min} {max} sum={ifz_sum_i32(numbers, (nuint)count)}");
        }
    }

    private void OutParse(int value, int tail)
    {
        long number = -7;
        sbyte* end = null;
        fixed (byte* text = Utf8(value.ToString(CultureInfo.InvariantCulture) + new string('x', tail)))
        {
            var status = ifz_out_parse((sbyte*)text, &number, &end);
            Say($"{(int)status} {number} end={end - (sbyte*)text}");
        }
    }

    private void OutMake(int size, int seed)
    {
        byte* made = null;
        int* primes = null;
        nuint count = 0;
        var status = ifz_out_make((nuint)size, (uint)seed, &made);
        var lent = ifz_out_lend(&primes, &count);
        Say($"{(int)status} sum={Sum(new Span<byte>(made, made == null ? 0 : size)):x8} {(int)lent} count={count} last={primes[count - 1]}");
        ifz_mem_free(made);
    }

    private void InoutQuery(int topic, int capacity)
    {
        var room = new byte[190];
        var size = (nuint)capacity;
        fixed (byte* p = room)
        {
            var status = ifz_inout_query((uint)topic, (sbyte*)p, &size);
            Say($"{(int)status} size={size} sum={Sum(room):x8}");
        }
    }

    private void InoutSort(int seed, int count)
    {
        var numbers = NumbersOf(seed, count, 500);
        var room = new byte[40];
        var more = seed;
        fixed (int* n = numbers)
        fixed (byte* p = room)
        {
            var sorted = ifz_inout_sort(n, (nuint)count);
            var added = ifz_inout_add(&more, count);
            var cursor = p;
            var puts = 0;
            while (puts < count && ifz_inout_put_u32(&cursor, p + room.Length, (uint)n[puts]) == ifz_status.IFZ_OK) puts++;
            Say($"{(int)sorted} sum={SumOf(numbers):x8} {(int)added} {more} puts={puts} at={cursor - p} sum={Sum(room):x8}");
        }
    }

    private void TextLend(int seed, int length)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(TextOf(seed, length));
        fixed (byte* data = text) Say($"digest={ifz_digest(data, (nuint)text.Length):x16}");
    }
}
