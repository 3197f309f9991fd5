package org.liveupdates.hub.contract;

/** The contract for Bryntum pages. */
class BryntumContractTest extends ProtocolContract {
    BryntumContractTest() {
        super(new BryntumTongue());
    }
}
