/**
 * Bayeux as Faye speaks it, on CometD: what old pages and old back ends connect to.
 *
 * <pre>
 * → [{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["websocket","long-polling"],"id":"1"}]
 * ← [{"channel":"/meta/handshake","successful":true,"clientId":"c","advice":{"reconnect":"retry",…},…}]
 * → [{"channel":"/meta/subscribe","clientId":"c","subscription":"/update","id":"2"}]
 * ← [{"channel":"/meta/subscribe","successful":true,"subscription":"/update","clientId":"c","id":"2"}]
 * → [{"channel":"/meta/connect","clientId":"c","connectionType":"long-polling","id":"3"}]     held until something comes
 *                                   another page: → [{"channel":"/broadcast","clientId":"d","data":{…},"id":"4"}]
 * ← [{"channel":"/update","data":{…}},{"channel":"/meta/connect","successful":true,"clientId":"c","id":"3"}]
 * → {"channel":"/meta/connect","clientId":"gone","connectionType":"websocket","id":"9"}
 * ← [{"channel":"/meta/connect","successful":false,"error":"401:gone:Unknown client","advice":{"reconnect":"handshake"}}]
 * </pre>
 *
 * Source of truth: the Bayeux specification 1.0 and the answers of Faye 1.4.3 where it differs.
 */
@NullMarked
package org.liveupdates.hub.protocol.faye;

import org.jspecify.annotations.NullMarked;
