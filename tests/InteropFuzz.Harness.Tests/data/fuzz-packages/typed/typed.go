// Package typed has something for every type that Go's fuzzing knows.
package typed

// Sum is there to be covered.
func Sum(data []byte) (sum int) {
	for _, b := range data {
		sum += int(b)
	}
	return sum
}
