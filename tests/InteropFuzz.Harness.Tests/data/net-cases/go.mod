module interopfuzz/cases

go 1.19
