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
		fmt.Printf("call=%s\n%s\n\n", call, turn(server, "09121234567", call))
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

// The mobile tells the currency: the same turn in Iran, India and Rwanda.
func Example_currencies() {
	server := httptest.NewServer(demoshop.New(demoshop.Options{}))
	defer server.Close()

	for _, mobile := range []string{"09121234567", "9876543210", "0788123456"} {
		fmt.Printf("mobile=%s\n%s\n\n", mobile, turn(server, mobile, "*6655*123*2*5"))
	}
	// Output:
	// mobile=09121234567
	// An amount is 10,000 to 2,000,000 rial.
	// Amount in rial?
	// 0. Back
	//
	// mobile=9876543210
	// An amount is 10 to 20,000 rupees.
	// Amount in rupees?
	// 0. Back
	//
	// mobile=0788123456
	// An amount is 100 to 2,000,000 francs.
	// Amount in francs?
	// 0. Back
}

// turn asks as the gateway does.
func turn(server *httptest.Server, mobile, call string) (reply string) {
	response, err := http.Get(server.URL + "?mobile=" + mobile + "&sessionid=123&call=" + call)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	return string(body)
}
