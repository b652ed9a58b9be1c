module example.com/outside

go 1.19

require dep.example/d v1.2.3
