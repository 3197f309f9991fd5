package org.liveupdates.hub.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** A request that names its client where it came from a trusted proxy, so that no one inside has to know of proxies. */
final class FromClient extends Request.Wrapper {
    private final ConnectionMetaData connection;

    FromClient(Request request, ClientAddress clientAddress) {
        super(request);
        this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                String client = clientAddress.of(request);
                InetAddress address = AddressBlock.address(client);
                return address == null
                        ? InetSocketAddress.createUnresolved(client, 0)
                        : new InetSocketAddress(address, 0);
            }
        };
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
        return connection;
    }
}
