package org.liveupdates.hub.script;

import java.io.IOException;

/** {@code live_updates.js}: the small files of {@code static/live_updates} in one, below the comment that tells its use. */
public final class LiveUpdatesScript {
    private LiveUpdatesScript() {}

    /** The same for every hub: applications may keep a copy. */
    public static String text() throws IOException {
        ScriptFolder folder = new ScriptFolder("live_updates");
        return folder.read("title.js") + "(function (global) {\n\"use strict\";\n\n" + folder.joined()
                + "})(window);\n";
    }
}
