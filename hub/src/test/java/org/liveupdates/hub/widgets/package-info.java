/** Pages with DHTMLX's genuine widgets in real Chromium, kept in step by {@code live_updates.js}. */
package org.liveupdates.hub.widgets;
