package org.liveupdates.hub.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages include keeps to ECMAScript 2016, as its first lines promise: old applications are open in old browsers. */
class OldBrowsersTest {
    private static final Pattern LATER = Pattern.compile(String.join(
            "|",
            "\\basync\\b",
            "\\bawait\\b",
            "\\*\\*",
            "\\?\\.(?!\\d)",
            "\\?\\?",
            "[&|]{2}=",
            "\\bcatch\\s*\\{",
            "[{,]\\s*\\.\\.\\.[\\w.]+\\s*[,}]",
            "\\(\\?<",
            "#\\w+\\s*[=(;]",
            "\\bstatic\\s*\\{",
            "\\d_\\d",
            "\\d+n\\b",
            ",\\s*\\)",
            "\\bimport\\b",
            "\\bObject\\.(values|entries|fromEntries|hasOwn|getOwnPropertyDescriptors|groupBy)\\b",
            "\\bPromise\\.(allSettled|any|withResolvers|try)\\b",
            "\\.(padStart|padEnd|flat|flatMap|at|matchAll|replaceAll|trimStart|trimEnd|findLast|toSorted|finally)\\("));

    static Stream<String> scripts() throws IOException {
        return Stream.of(ClientScript.text("1.0.0", Duration.ofSeconds(25)), LiveUpdatesScript.text());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("scripts")
    void understandWhatPagesInclude(String script) {
        String code = script.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(^|\\s)//.*$", "");
        List<String> later =
                LATER.matcher(code).results().map(OldBrowsersTest::line).toList();
        assertThat(later).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "async () => 1",
                "a ** b",
                "a?.b",
                "a ?? b",
                "try {} catch {}",
                "({ ...a })",
                "({ b, ...a })",
                "f(a,)",
                "Object.entries(a)",
                "a.at(-1)",
                "/(?<name>a)/",
                "#secret = 1",
                "10n"
            })
    void wouldStumbleOver(String code) {
        assertThat(LATER.matcher(code).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[...a]",
                "f(...a)",
                "(...args) => 1",
                "const [, ...rest] = a",
                "a ? .5 : b",
                "a.includes(b)",
                "try {} catch (e) {}"
            })
    void wouldNot(String code) {
        assertThat(LATER.matcher(code).find()).isFalse();
    }

    private static String line(MatchResult found) {
        return found.group() + " at " + found.start();
    }
}
