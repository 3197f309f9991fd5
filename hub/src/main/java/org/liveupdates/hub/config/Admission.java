package org.liveupdates.hub.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The decision who comes in. Only the operator can take it: behind a proxy every page seems to come from this machine, so
 * the hub cannot tell by itself who is outside.
 */
final class Admission {
    /** One way to decide; a setting that authenticates pages joins {@link #CHOICES}. */
    private record Choice(Setting<?> setting, String whoComesIn, Predicate<Access> isMade) {}

    private static final List<Choice> CHOICES =
            List.of(new Choice(Settings.OPEN, "everybody who reaches the hub, as with the original", Access::open));

    private Admission() {}

    /** The sentence for a hub that others reach and for which nothing is chosen. */
    static Optional<String> mistake(String host, Access access) {
        if (!isReachable(host, access)
                || CHOICES.stream().anyMatch(it -> it.isMade().test(access))) {
            return Optional.empty();
        }
        String choices = CHOICES.stream()
                .map(it -> it.setting().usage() + " (" + it.whoComesIn() + ")")
                .collect(Collectors.joining(" or "));
        String why = access.publicUrls().isEmpty() ? "Other machines reach " + host : "The site is public";
        return Optional.of(why + ", so choose who comes in: add " + choices + ".");
    }

    /** Whether others than this machine's own programs reach the hub. */
    static boolean isReachable(String host, Access access) {
        return !Addresses.isLoopback(host) || !access.publicUrls().isEmpty();
    }

    static List<Setting<?>> settings() {
        return CHOICES.stream().<Setting<?>>map(Choice::setting).toList();
    }
}
