package demoshop_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"

	"candybar/gateway/demoshop"
)

// A caller registers: three turns, as the gateway asks for them.
func Example() {
	server := httptest.NewServer(demoshop.New(demoshop.Options{}))
	defer server.Close()

	for _, call := range []string{"*6655*123*1", "*6655*123*1*x", "*6655*123*1*x*4567"} {
		response, err := http.Get(server.URL + "?mobile=09121234567&sessionid=123&call=" + call)
		if err != nil {
			log.Fatal(err)
		}
		reply, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("call=%s\n%s\n\n", call, reply)
	}
	// Output:
	// call=*6655*123*1
	// Please enter your registration code
	// 0. Back
	//
	// call=*6655*123*1*x
	// A code has 2 to 12 digits.
	// Please enter your registration code
	// 0. Back
	//
	// call=*6655*123*1*x*4567
	// Your registration code has been stored successfully[end]
}
