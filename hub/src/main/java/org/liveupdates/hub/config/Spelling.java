package org.liveupdates.hub.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses what somebody wanted to write. */
final class Spelling {
    private Spelling() {}

    /** The name that fewest typing slips turn into the wrong one, if they are few. */
    static Optional<String> nearest(String wrong, List<String> names) {
        int most = Math.max(2, wrong.length() / 4);
        return names.stream()
                .filter(name -> slips(wrong, name) <= most)
                .min(Comparator.comparingInt(name -> slips(wrong, name)));
    }

    /** Levenshtein's distance: letters to insert, leave out or replace. */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
