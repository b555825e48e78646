import { Card } from '../frame/desk-frame.tsx';
import { ActForm, maySign, type Part } from './sign-card.tsx';

/** A copy to an editor, of one reader's mail or of several kinds of readers'. */
export function TestCard(part: Part) {
  if (!maySign(part, 'test')) return null;
  const { testPlaces, transport } = part.signing;
  const { addresses, domains } = testPlaces;
  const allowed = [...addresses, ...domains.map((domain) => (domain === '*' ? 'any address' : `any address @${domain}`))];
  return (
    <Card id="test" title="Test">
      {allowed.length === 0 && (
        <p>No address may get tests: list some under testAddresses, or their domains under testDomains, in the config.</p>
      )}
      {allowed.length > 0 && (
        <ActForm part={part} act="test" label="Send a test" plain>
          <label>
            <span>To ({allowed.slice(0, 4).join(', ')})</span>{' '}
            <input name="to" type="email" required maxLength={254} defaultValue={addresses[0]} list="test-addresses" />
          </label>
          <datalist id="test-addresses">
            {addresses.map((address) => (
              <option key={address} value={address} />
            ))}
          </datalist>
          <details id="test-as">
            <summary>Whose mail</summary>
            <fieldset>
              <legend className="unseen">Whose mail</legend>
              <Box value="last" label="the last edition’s reader" ticked />
              <Box value="new" label="a new reader" />
              {part.preview.newsletter.topics.map((topic) => (
                <Box key={topic} value={`topic:${topic}`} label={`who follows ${topic} alone`} />
              ))}
            </fieldset>
            <label>
              <span>and that of the reader</span> <input name="reader" type="email" maxLength={254} />
            </label>
          </details>
        </ActForm>
      )}
      <p className="quiet">
        Its subject begins with [Test]; its links lead nowhere. Mail goes to <bdi>{transport}</bdi>.
      </p>
    </Card>
  );
}

const Box = ({ value, label, ticked = false }: { readonly value: string; readonly label: string; readonly ticked?: boolean }) => (
  <label className="check">
    <input type="checkbox" name="as" value={value} defaultChecked={ticked} />{' '}
    <span>
      <bdi>{label}</bdi>
    </span>
  </label>
);
