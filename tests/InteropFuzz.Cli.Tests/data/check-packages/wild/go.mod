module example.org/wild

go 1.19
