package org.liveupdates.hub.config;

import java.time.ZoneId;

/**
 * How pages of the old and of the new protocol hear each other.
 *
 * @param on whether they do
 * @param legacyDates format of the old pages' dates, {@code api_date}, such as {@code %d-%m-%Y %H:%i}
 * @param remoteDates format of the new pages' dates, {@code date_format}
 * @param zone where the pages' clocks hang; of use for dates that name a zone of their own, and for no others
 * @param memory bytes, about, of the records that a room remembers
 */
public record Bridge(
        boolean on, PerRoom<String> legacyDates, PerRoom<String> remoteDates, PerRoom<ZoneId> zone, long memory) {}
