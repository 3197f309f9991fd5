/**
 * The files of {@code proxy-examples/} as real servers run them, with genuine clients before and the hub behind them. Only ports are
 * replaced.
 */
package org.liveupdates.hub.proxy;
