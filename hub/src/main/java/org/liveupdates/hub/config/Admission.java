package org.liveupdates.hub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The decision who comes in. Only the operator can take it: behind a proxy every page seems to come from this machine, so
 * the hub cannot tell by itself who is outside.
 */
final class Admission {
    /** One way to decide. */
    private record Choice(Setting<?> setting, String whoComesIn, BiPredicate<Access, Authentication> isMade) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice(Settings.AUTH_URL, "whom the application knows", (access, by) -> by.application()
                    .isPresent()),
            new Choice(Settings.REMOTE_TOKENS_FILE, "who has a token", (access, by) -> by.remoteTokens()
                    .isPresent()),
            new Choice(Settings.JWT_SECRET_FILE, "who has a token signed with a secret", (access, by) -> by.jwtSecret()
                    .isPresent()),
            new Choice(Settings.JWKS_URL, "who has a token signed with a key", (access, by) -> by.jwks()
                    .isPresent()),
            new Choice(Settings.PUBLISH_TOKENS_FILE, "back ends with a token", (access, by) -> by.publishTokens()
                    .isPresent()),
            new Choice(
                    Settings.OPEN,
                    "everybody who reaches the hub, as with the original",
                    (access, by) -> access.open()));

    private Admission() {}

    /** Every sentence about a decision that is missing or contradicts itself. */
    static List<String> mistakes(String host, Access access, Authentication by) {
        List<String> mistakes = new ArrayList<>();
        undecided(host, access, by).ifPresent(mistakes::add);
        if (access.open() && !(by.isAbsent() && !by.openOldPages())) {
            mistakes.add("--open lets in everybody, so leave out either it or " + given(by) + ".");
        } else if (by.openOldPages() && by.isAbsent()) {
            mistakes.add("--open-old-pages needs one of "
                    + usages(CHOICES.stream().filter(it -> it.setting() != Settings.OPEN))
                    + " beside it, or choose --open alone.");
        } else if (by.hasTokens() && by.application().isEmpty() && !by.openOldPages()) {
            mistakes.add("Pages of the old protocol have no token, so choose who of them comes in: add "
                    + Settings.AUTH_URL.usage() + " (whom the application knows) or " + Settings.OPEN_OLD_PAGES.option()
                    + " (all of them).");
        }
        if (by.application().isPresent()
                && access.allowedOrigins().stream().anyMatch(it -> it.equals("*") || it.equals("null"))) {
            mistakes.add("--allowed-origins * or null together with --auth-url would let every site act in the name of"
                    + " its visitors: name the sites.");
        }
        return mistakes;
    }

    private static Optional<String> undecided(String host, Access access, Authentication by) {
        if (!isReachable(host, access)
                || by.openOldPages()
                || CHOICES.stream().anyMatch(it -> it.isMade().test(access, by))) {
            return Optional.empty();
        }
        String choices = CHOICES.stream()
                .map(it -> it.setting().usage() + " (" + it.whoComesIn() + ")")
                .collect(Collectors.joining(" or "));
        String why = access.publicUrls().isEmpty() ? "Other machines reach " + host : "The site is public";
        return Optional.of(why + ", so choose who comes in: add " + choices + ".");
    }

    private static String given(Authentication by) {
        Stream<String> ways = CHOICES.stream()
                .filter(it -> it.setting() != Settings.OPEN)
                .filter(it -> it.isMade().test(new Access(List.of(), false, List.of(), List.of()), by))
                .map(it -> it.setting().option());
        Stream<String> old = by.openOldPages() ? Stream.of(Settings.OPEN_OLD_PAGES.option()) : Stream.empty();
        return Stream.concat(ways, old).collect(Collectors.joining(", "));
    }

    private static String usages(Stream<Choice> choices) {
        return choices.map(it -> it.setting().option()).collect(Collectors.joining(", "));
    }

    /** Whether others than this machine's own programs reach the hub. */
    static boolean isReachable(String host, Access access) {
        return !Addresses.isLoopback(host) || !access.publicUrls().isEmpty();
    }

    static List<Setting<?>> settings() {
        return Stream.concat(
                        CHOICES.stream().<Setting<?>>map(Choice::setting),
                        Stream.of(Settings.OPEN_OLD_PAGES, Settings.ALLOWED_ORIGINS))
                .toList();
    }
}
