package ipayy

import (
	"fmt"
	"slices"
)

// Failure is why billing failed: what a payment answer says as failure-reason.
type Failure string

// The reasons. LowBalance is in iPayy's page; public clients know the others.
const (
	LowBalance              Failure = "LOW_BALANCE"
	InvalidSubscriber       Failure = "INVALID_SUBSCRIBER"
	AmountThresholdExceeded Failure = "AMOUNT_THRESHOLD_EXCEEDED"
	AmountThresholdViolated Failure = "AMOUNT_THRESHOLD_VIOLATED"
	FrequencyThreshold      Failure = "FREQUENCY_THRESHOLD_VIOLATED"
	ConsentAborted          Failure = "CONSENT_FAILED_ABORTED"
	OperatorServiceFailure  Failure = "OPERATOR_SERVICE_FAILURE"
	COCPValidationError     Failure = "COCP_VALIDATION_ERROR"
	PricepointUnsupported   Failure = "PRICEPOINT_UNSUPPORTED"
	NotProcessed            Failure = "NOT_PROCESSED"
	InternalServiceFailure  Failure = "INTERNAL_SERVICE_FAILURE"
)

// Failures are all reasons. The first two come from the subscriber's state; each
// can be asked for with [View.Failure].
func Failures() []Failure {
	return []Failure{
		LowBalance, InvalidSubscriber, AmountThresholdExceeded, AmountThresholdViolated, FrequencyThreshold,
		ConsentAborted, OperatorServiceFailure, COCPValidationError, PricepointUnsupported, NotProcessed,
		InternalServiceFailure,
	}
}

// ParseFailure reads a reason's name.
func ParseFailure(name string) (Failure, error) {
	if f := Failure(name); slices.Contains(Failures(), f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown failure reason %.60q: use one of %q", name, Failures())
}
