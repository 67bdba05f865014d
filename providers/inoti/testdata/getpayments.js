// Calls GetPayments with the npm package soap, which reads the description at
// the first argument, in both versions of SOAP. Prints one line for each call.
// The package is looked for in the folder that CANDYBAR_NODE_MODULES names.

const path = require('path');
const soap = require(path.join(process.env.CANDYBAR_NODE_MODULES, 'soap'));

const given = { Username: 'user', Password: 'pass', CodeName: '123', IsAll: false };

// fault reads the two versions' faults.
function fault(error) {
  const f = error.root ? error.root.Envelope.Body.Fault : {};
  const reason = f.Reason && (f.Reason.Text.$value || f.Reason.Text);
  return `fault ${f.faultcode || (f.Code && f.Code.Value)}: ${f.faultstring || reason || error.message}`;
}

async function say(call, made) {
  try {
    const [result] = await made();
    console.log(`${call}: ${result.GetPaymentsResult}`);
  } catch (error) {
    console.log(`${call}: ${fault(error)}`);
  }
}

async function main() {
  for (const [name, forceSoap12Headers] of [['1.1', false], ['1.2', true]]) {
    const client = await soap.createClientAsync(process.argv[2] + '?WSDL', { forceSoap12Headers });
    const ask = (more) => () => client.GetPaymentsAsync({ ...given, ...more });
    await say(`${name} record`, ask({ RRN: process.env.RRN || '113' }));
    await say(`${name} Persian`, ask({ YourFactorID: 'سفارش', NullResult: '<هیچ & "پوچ">' }));
    await say(`${name} password`, ask({ Password: '' }));
    await say(`${name} boolean`, ask({ IsAll: 'True' }));
  }
}

main();
