package org.liveupdates.hub.contract;

/** The contract for RemoteEvents pages. */
class RemoteEventsContractTest extends ProtocolContract {
    RemoteEventsContractTest() {
        super(new RemoteEventsTongue());
    }
}
