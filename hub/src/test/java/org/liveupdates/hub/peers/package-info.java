/** The hub among genuine clients and servers: Faye's npm packages in Node and in a browser, DHTMLX's pages, real proxies. */
package org.liveupdates.hub.peers;
