/** The doctor looks through proxies that are wrong in one thing each. */
package org.liveupdates.hub.doctor;
