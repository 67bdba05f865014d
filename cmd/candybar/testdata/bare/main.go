// Command bare asks a handler as flows of five turns do, and does nothing else:
// what it takes is what net/http takes.
package main

import (
	"io"
	"net/http"
	"os"
	"strconv"
)

func main() {
	flows, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	for range flows {
		call := "*6655*123"
		for range 5 {
			response, err := http.Get(os.Args[1] + "/?mobile=09121234567&sessionid=3f2a&call=" + call)
			if err != nil {
				panic(err)
			}
			if _, err := io.ReadAll(response.Body); err != nil {
				panic(err)
			}
			response.Body.Close()
			call += "*1"
		}
	}
}
