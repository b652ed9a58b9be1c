module interopfuzz.example/toy

go 1.19
