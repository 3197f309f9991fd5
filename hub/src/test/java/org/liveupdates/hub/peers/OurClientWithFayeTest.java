package org.liveupdates.hub.peers;

/** Pages with the hub's client script, but the server is still the genuine original: a company may change the one before the other. */
class OurClientWithFayeTest extends OurClientTest {

    @Override
    Stage stage() {
        return Stage.withFaye(ClientScript.ours());
    }
}
