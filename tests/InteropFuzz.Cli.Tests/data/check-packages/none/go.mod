module example.org/none

go 1.19
