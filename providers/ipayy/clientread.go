package ipayy

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"candybar/phone/text"
)

// plain is the text of an answer's element, clean and without blanks around it.
func plain(e *element) string {
	clean, _ := text.Clean(strings.TrimSpace(e.text.String()))
	return strings.TrimSpace(clean)
}

// first is the text of the first child of a name, empty where there is none.
func (e *element) first(name string) string {
	for _, child := range e.named(name) {
		return plain(child)
	}
	return ""
}

// readProblem reads an <error>. Where it does not say its status it is the
// transport's.
func readProblem(root *element, status int) *Problem {
	p := &Problem{Status: status, Code: Code(root.first("error-response-code")), Text: root.first("error-description")}
	if said, err := strconv.Atoi(root.first("http-status-code")); err == nil {
		p.Status = said
	}
	return p
}

// readMap reads the entries of a response whose root is of a name, and makes sure
// that it is about the token.
func readMap(root *element, name, token string) (map[string]string, error) {
	maps := root.named("response-parameter-map")
	if root.name != name || len(maps) != 1 {
		return nil, fmt.Errorf("iPayy's answer is no %s", name)
	}
	read := make(map[string]string)
	for _, e := range maps[0].named("entry") {
		key := e.first("key")
		if _, twice := read[key]; twice {
			return nil, fmt.Errorf("iPayy's answer has %.40q twice", key)
		}
		read[key] = e.first("value")
	}
	if about := read["request-token-id"]; about != token {
		return nil, fmt.Errorf("iPayy's answer is about %.60q, not %.60q", about, token)
	}
	return read, nil
}

func readSent(root *element, token string) (Sent, error) {
	read, err := readMap(root, "consent-response", token)
	if err != nil {
		return Sent{}, err
	}
	if status := read["status"]; !strings.EqualFold(status, "SUCCESS") {
		return Sent{}, fmt.Errorf("iPayy's answer has the status %.40q", status)
	}
	price, err := ParseAmount(read["price"])
	if err != nil {
		return Sent{}, fmt.Errorf("iPayy's answer has a wrong price: %w", err)
	}
	return Sent{
		Operator: read["operator-name"], Item: Item{read["item-id"], read["item-name"], price},
		MSISDN: read["msisdn"], Application: read["application-name"],
		UserToken: read["ipayy-user-token"], RequestToken: token,
	}, nil
}

// readBilled gives what could be read beside an error too: money may have moved.
func readBilled(root *element, token string) (Billed, error) {
	read, err := readMap(root, "payment-response", token)
	if err != nil {
		return Billed{}, err
	}
	status := read["payment-status"]
	billed := Billed{
		Operator: read["operator-name"], MSISDN: read["msisdn"], Application: read["application-name"],
		Success: strings.EqualFold(status, "SUCCESS"), Failure: Failure(read["failure-reason"]),
		UserToken: read["ipayy-user-token"], TransactionID: read["transaction-id"],
		RequestToken: token, CustomerCode: read["customer-code"],
	}
	if !billed.Success && !strings.EqualFold(status, "FAILURE") {
		return billed, fmt.Errorf("iPayy's answer has the payment-status %.40q", status)
	}
	if currency := read["currency"]; currency != Currency {
		return billed, fmt.Errorf("iPayy's answer has the currency %.40q", currency)
	}
	charged, err := ParseAmount(read["amount-charged"])
	switch {
	case err != nil:
		return billed, fmt.Errorf("iPayy's answer has a wrong amount-charged: %w", err)
	case billed.Success && charged == 0:
		return billed, errors.New("iPayy's answer says that 0 was charged with success")
	case billed.Success:
		billed.Charged = charged
	}
	return billed, nil
}
