/**
 * What holds for pages of every protocol. A new one gets an {@link org.liveupdates.hub.contract.Tongue} and a test class
 * of a few lines.
 */
package org.liveupdates.hub.contract;
