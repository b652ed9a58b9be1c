package library

// One is 1.
const One = 1
