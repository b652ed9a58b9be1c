package testing

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
)

// A Decoder takes the arguments of a body from an input: first those of a fixed size, in their order and little endian, then the []byte and
// string ones in theirs. Each of these but the last has its length in front (an unsigned varint, modulo what is left and one); the last one
// gets the rest. An input that ends early goes on with zeros.
type Decoder struct{ data []byte }

// Decode begins with an input.
func Decode(data []byte) Decoder { return Decoder{data} }

func (d *Decoder) fixed(size int) uint64 {
	if len(d.data) >= 8 {
		v := binary.LittleEndian.Uint64(d.data)
		d.data = d.data[size:]
		return v
	}
	var b [8]byte
	n := copy(b[:size], d.data)
	d.data = d.data[n:]
	return binary.LittleEndian.Uint64(b[:])
}

func (d *Decoder) Bool() bool       { return d.fixed(1)&1 != 0 }
func (d *Decoder) Int() int         { return int(d.fixed(8)) }
func (d *Decoder) Int8() int8       { return int8(d.fixed(1)) }
func (d *Decoder) Int16() int16     { return int16(d.fixed(2)) }
func (d *Decoder) Int32() int32     { return int32(d.fixed(4)) }
func (d *Decoder) Int64() int64     { return int64(d.fixed(8)) }
func (d *Decoder) Uint() uint       { return uint(d.fixed(8)) }
func (d *Decoder) Uint8() uint8     { return uint8(d.fixed(1)) }
func (d *Decoder) Uint16() uint16   { return uint16(d.fixed(2)) }
func (d *Decoder) Uint32() uint32   { return uint32(d.fixed(4)) }
func (d *Decoder) Uint64() uint64   { return d.fixed(8) }
func (d *Decoder) Float32() float32 { return math.Float32frombits(uint32(d.fixed(4))) }
func (d *Decoder) Float64() float64 { return math.Float64frombits(d.fixed(8)) }

// Part takes a []byte that others follow.
func (d *Decoder) Part() []byte {
	length, n := uint64(0), 0
	for n < len(d.data) && n < 10 {
		b := d.data[n]
		length |= uint64(b&0x7f) << (7 * n)
		n++
		if b < 0x80 {
			break
		}
	}
	d.data = d.data[n:]
	length %= uint64(len(d.data)) + 1
	part := d.data[:length:length]
	d.data = d.data[length:]
	return part
}

// Rest takes the last []byte.
func (d *Decoder) Rest() []byte { return d.data }

type description struct {
	Skipped string   `json:"skipped,omitempty"`
	Types   []string `json:"types,omitempty"`
	Seeds   []string `json:"seeds,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// Describe writes what the fuzz function takes and what it begins with, as one line of JSON, into a file.
func Describe(file string) {
	describes = true
	start()
	text, err := json.Marshal(describe())
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		panic(err)
	}
}

func describe() (d description) {
	if body == nil {
		d.Skipped = name + " skipped itself"
		for _, line := range subject.log {
			d.Skipped += ": " + line
		}
		return d
	}
	f := reflect.TypeOf(body)
	if f.Kind() != reflect.Func || f.NumIn() < 2 || f.NumOut() > 0 || f.IsVariadic() || f.In(0) != reflect.TypeOf(&test) {
		d.Error = fmt.Sprintf("f.Fuzz got a %v, not a func(*testing.T, …) with at least one more argument and no result", f)
		return d
	}
	var types []reflect.Type
	for i := 1; i < f.NumIn(); i++ {
		types = append(types, f.In(i))
		d.Types = append(d.Types, f.In(i).String())
	}
	for _, s := range seeds {
		if len(s.args) != len(types) {
			d.Error = fmt.Sprintf("%s: f.Add got %d arguments, f.Fuzz takes %d", s.place, len(s.args), len(types))
			return d
		}
		for i, arg := range s.args {
			if reflect.TypeOf(arg) != types[i] {
				d.Error = fmt.Sprintf("%s: f.Add got a %T as argument %d, f.Fuzz takes a %v", s.place, arg, i+1, types[i])
				return d
			}
		}
		d.Seeds = append(d.Seeds, hex.EncodeToString(encode(s.args)))
	}
	return d
}

// encode is Decode's inverse.
func encode(args []any) []byte {
	var fixed, sized []byte
	var last []byte
	begun := false
	for _, arg := range args {
		v := reflect.ValueOf(arg)
		var bytes []byte
		switch v.Kind() {
		case reflect.String:
			bytes = []byte(v.String())
		case reflect.Slice:
			bytes = v.Bytes()
		case reflect.Bool:
			b := byte(0)
			if v.Bool() {
				b = 1
			}
			fixed = append(fixed, b)
			continue
		case reflect.Float32:
			fixed = append(fixed, word(uint64(math.Float32bits(arg.(float32))), 4)...)
			continue
		case reflect.Float64:
			fixed = append(fixed, word(math.Float64bits(arg.(float64)), 8)...)
			continue
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			fixed = append(fixed, word(uint64(v.Int()), int(v.Type().Size()))...)
			continue
		default:
			fixed = append(fixed, word(v.Uint(), int(v.Type().Size()))...)
			continue
		}
		if begun {
			sized = append(binary.AppendUvarint(sized, uint64(len(last))), last...)
		}
		last, begun = bytes, true
	}
	return append(append(fixed, sized...), last...)
}

func word(v uint64, size int) []byte {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], v)
	return b[:size]
}
