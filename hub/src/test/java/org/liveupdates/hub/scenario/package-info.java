/**
 * The whole hub at a port of its own, and real sockets: one class per situation, whose methods finish the sentence that its name
 * begins. That something does not arrive is shown by a marker sent afterwards which does.
 */
package org.liveupdates.hub.scenario;
