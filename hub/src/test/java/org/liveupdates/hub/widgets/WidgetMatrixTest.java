package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The README's matrix is what these tests run, no more and no less. */
class WidgetMatrixTest {
    private static final String BEGIN = "<!-- widgets -->\n";
    private static final String END = "<!-- /widgets -->";

    @Test
    void readmeNamesJustWhatIsTried() throws IOException {
        Map<Situation, List<Setup>> tried = new EnumMap<>(Situation.class);
        for (Situation situation : Situation.values()) {
            tried.put(situation, situation.setups());
        }
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme).contains(BEGIN, END);
        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .as(
                        "README.md between %s and %s; a run of all tests writes it to %s",
                        BEGIN.strip(), END, WidgetMatrix.WRITTEN)
                .isEqualTo(WidgetMatrix.table(tried));
    }

    @Test
    void everySituationIsTried() {
        Set<Situation> tried = EnumSet.noneOf(Situation.class);
        new ClassFileImporter()
                .importPackages(getClass().getPackageName()).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(InEach.class))
                        .map(JavaMethod::reflect)
                        .forEach(method ->
                                tried.add(method.getAnnotation(InEach.class).value()));
        assertThat(tried).containsExactlyInAnyOrder(Situation.values());
    }
}
