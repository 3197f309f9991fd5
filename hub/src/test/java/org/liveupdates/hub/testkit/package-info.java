/**
 * What the tests are played with: genuine clients and servers as child processes, one real browser, real proxies, and sockets that
 * misbehave on request. Everything listens on loopback at a port the system chose, and is ended by the handle that started it.
 */
package org.liveupdates.hub.testkit;
