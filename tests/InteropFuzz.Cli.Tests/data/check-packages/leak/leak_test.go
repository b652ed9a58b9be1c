package leak

import "testing"

func TestOne(t *testing.T)   { Keep() }
func TestTwo(t *testing.T)   { Keep() }
func TestLeaks(t *testing.T) { Lose() }
func TestFour(t *testing.T)  { Keep() }
