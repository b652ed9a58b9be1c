module interopfuzz.example/faults

go 1.19
