module interopfuzz/ops

go 1.19
