<?php
// A handler that sells one thing for 50,000 rial, and asks GetPayments about a
// payment before it books it. What it booked stands in the file that the query
// names; so does the gateway whose web service it asks.
$booked = $_GET['booked'];

if (isset($_GET['RRN'])) {
    $parts = explode('*', $_GET['call']);
    $inoti = array_pop($parts);
    $yours = array_pop($parts);
    $client = new SoapClient($_GET['gateway'] . '/_services/ExternalUssdPay.asmx?WSDL', ['cache_wsdl' => WSDL_CACHE_NONE]);
    $answer = $client->GetPayments([
        'Username' => 'demo', 'Password' => 'demo', 'CodeName' => '123', 'IsAll' => false,
        'YourFactorID' => $yours, 'iNotiFactorID' => $inoti, 'NullResult' => 'nothing',
    ])->GetPaymentsResult;
    $records = json_decode($answer, true);
    if (is_array($records) && count($records) == 1 && $records[0]['Result'] == 'true'
        && $records[0]['Price'] == 50000 && $records[0]['RRN'] == $_GET['RRN']) {
        file_put_contents($booked, "$yours\n", FILE_APPEND);
        echo 'booked';
        return;
    }
    echo 'not booked';
    return;
}

if (file_exists($booked)) {
    echo 'You bought ' . count(file($booked)) . ' thing[end]';
    return;
}
echo '9900|F-1001|50000';
