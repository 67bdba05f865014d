<?php
// iNoti's sample of a USSD handler, from its "USSD Web Service" page as it
// stands there. The page never calls the function; the last line does.
function save_regcode() { $inputArr = explode('*', $_GET['call']); if (is_null($_GET['mobile']) || is_null($_GET['sessionid']) || is_null($_GET['call'])) { echo 'http://www.mySite.com[end]'; return; } elseif ($_GET['call'] == "*6655*123") { echo "Please enter your registration code"; } elseif (($inputArr[0] == "6655") && ($inputArr[1] == "123")) { $regCode = $inputArr[2]; echo "Your registration code has been stored successfully"; } }

save_regcode();
