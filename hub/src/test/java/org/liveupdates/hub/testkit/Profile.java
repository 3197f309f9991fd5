package org.liveupdates.hub.testkit;

import com.microsoft.playwright.BrowserContext;

/** Tabs that share cookies, cache and the six connections to one host. */
public final class Profile implements AutoCloseable {
    private final BrowserContext context;

    Profile(BrowserContext context) {
        this.context = context;
    }

    public Tab open(String url) {
        Tab tab = new Tab(context.newPage());
        tab.go(url);
        return tab;
    }

    /** Runs a script at the beginning of every page that is opened from now on. */
    public Profile begins(String script) {
        context.addInitScript(script);
        return this;
    }

    /** Cuts the network of all that is open in it, or brings it back. */
    public void setOffline(boolean offline) {
        context.setOffline(offline);
    }

    @Override
    public void close() {
        context.close();
    }
}
