"""Calls GetPayments with zeep, which reads the description at sys.argv[1], over
SOAP 1.1, SOAP 1.2 and HTTP GET. Prints one line for each call."""

import os
import sys

import zeep

RRN = os.environ.get("RRN", "113")
GIVEN = {"Username": "user", "Password": "pass", "CodeName": "123", "IsAll": False}


def say(call, made):
    try:
        print(f"{call}: {made()}")
    except zeep.exceptions.Fault as fault:
        print(f"{call}: fault {fault.code}: {fault.message}")


def broken(client, proxy):
    """Sends a boolean that zeep would not."""
    binding, options = proxy._binding, proxy._binding_options
    operation = binding.get("GetPayments")
    envelope, headers = binding._create("GetPayments", (), dict(GIVEN), client=client, options=options)
    for element in envelope.iter("{http://tempuri.org/}IsAll"):
        element.text = "True"
    reply = client.transport.post_xml(options["address"], envelope, headers)
    return binding.process_reply(client, operation, reply)


client = zeep.Client(sys.argv[1] + "?WSDL")
for name, port in (("1.1", "ExternalUssdPaySoap"), ("1.2", "ExternalUssdPaySoap12")):
    proxy = client.bind("ExternalUssdPay", port)

    def ask(**more):
        return proxy.GetPayments(**{**GIVEN, **more})

    say(f"{name} record", lambda: ask(RRN=RRN))
    say(f"{name} Persian", lambda: ask(YourFactorID="سفارش", NullResult='<هیچ & "پوچ">'))
    say(f"{name} password", lambda: ask(Password=""))
    say(f"{name} boolean", lambda: broken(client, proxy))

names = "DateFrom DateTo SessionID PriceFrom PriceTo Mobile RefKey iNotiFactorID YourFactorID RRN NullResult"
fields = {**dict.fromkeys(names.split(), ""), **GIVEN, "IsAll": "false"}
http = client.bind("ExternalUssdPay", "ExternalUssdPayHttpGet")
say("GET record", lambda: http.GetPayments(**{**fields, "RRN": RRN}))
say("GET Persian", lambda: http.GetPayments(**{**fields, "YourFactorID": "سفارش", "NullResult": '<هیچ & "پوچ">'}))
