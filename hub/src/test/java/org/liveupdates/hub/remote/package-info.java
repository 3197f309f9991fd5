/**
 * Pages with DHTMLX's genuine widgets in real Chromium, kept in step by the RemoteEvents that these widgets bring, beside old
 * pages, and a back end that announces what it has saved.
 */
package org.liveupdates.hub.remote;
