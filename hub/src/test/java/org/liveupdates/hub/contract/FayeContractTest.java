package org.liveupdates.hub.contract;

/** The contract for pages of the old protocol. */
class FayeContractTest extends ProtocolContract {
    FayeContractTest() {
        super(new FayeTongue());
    }
}
