package bench

func Run(string) {}
