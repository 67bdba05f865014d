<?php
// Calls GetPayments with PHP's SoapClient, which reads the description at
// $argv[1], in both versions of SOAP. Prints one line for each call.

$given = ['Username' => 'user', 'Password' => 'pass', 'CodeName' => '123', 'IsAll' => false];

function say(string $call, callable $made): void
{
    try {
        $answer = $made();
        echo "$call: $answer\n";
    } catch (SoapFault $fault) {
        echo "$call: fault {$fault->faultcode}: {$fault->getMessage()}\n";
    }
}

foreach (['1.1' => SOAP_1_1, '1.2' => SOAP_1_2] as $name => $version) {
    $client = new SoapClient($argv[1] . '?WSDL', ['soap_version' => $version, 'cache_wsdl' => WSDL_CACHE_NONE]);
    $ask = fn(array $more) => $client->GetPayments($more + $given)->GetPaymentsResult;
    say("$name record", fn() => $ask(['RRN' => getenv('RRN') ?: '113']));
    say("$name Persian", fn() => $ask(['YourFactorID' => 'سفارش', 'NullResult' => '<هیچ & "پوچ">']));
    say("$name password", fn() => $ask(['Password' => '']));
    say("$name boolean", fn() => $ask(['IsAll' => new SoapVar('<ns1:IsAll>True</ns1:IsAll>', XSD_ANYXML)]));
}
$guess = new SoapClient(null, ['location' => $argv[1], 'uri' => 'http://tempuri.org/']);
say('no description', fn() => $guess->GetPayments());
