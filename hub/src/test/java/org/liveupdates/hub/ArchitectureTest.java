package org.liveupdates.hub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The directions in which the rooms of the house may know each other. */
class ArchitectureTest {
    private static final String ROOT = "org.liveupdates.hub";
    private static final String[] JDK = {"java..", "javax.."};
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void coreKnowsTheJdkOnly() {
        holds(classes()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                        .or(resideInAnyPackage(ROOT + ".core..", "org.jspecify.annotations.."))));
    }

    @Test
    void configKnowsTheJdkOnly() {
        holds(classes()
                .that()
                .resideInAPackage(ROOT + ".config..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                        .or(resideInAnyPackage(ROOT + ".config..", "org.jspecify.annotations.."))));
    }

    @Test
    void protocolsDoNotKnowEachOther() {
        holds(slices().matching(ROOT + ".protocol.(*)..").should().notDependOnEachOther());
    }

    @Test
    void roomsFormNoCycle() {
        holds(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheOldPagesProtocolAndTheCommandLineKnowCometd() {
        holds(noClasses()
                .that(not(resideInAnyPackage(ROOT + ".protocol.faye..", ROOT + ".cli..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.cometd..")));
    }

    @Test
    void onlyRoomsThatSpeakToTheNetworkKnowJetty() {
        holds(noClasses()
                .that(not(resideInAnyPackage(
                                ROOT + ".web..",
                                ROOT + ".protocol..",
                                ROOT + ".ops..",
                                ROOT + ".cli..",
                                ROOT + ".demo..")
                        .or(belongToAnyOf(HubServer.class))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..")));
    }

    @Test
    void theServersInsideIsNotTheCommandLinesBusiness() {
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty.server..", "org.cometd.server..")
                        .or(resideInAnyPackage(
                                ROOT + ".core..", ROOT + ".web..", ROOT + ".protocol..", ROOT + ".ops.."))));
    }

    @Test
    void webAndProtocolsDoNotKnowEachOther() {
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT + ".web..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".protocol..")));
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT + ".protocol..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".web..")));
    }

    /** It could be thrown out without a trace: it is an application like any other, and the hub knows nothing of it. */
    @Test
    void theDemoKnowsTheSettingsOnlyAndNobodyKnowsIt() {
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT + ".demo..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(ROOT + ".demo..", ROOT + ".config..")))));
        holds(noClasses()
                .that(not(resideInAPackage(ROOT + ".demo..").or(belongToAnyOf(HubServer.class))))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".demo..")));
    }

    /** Only there may one room's class be handed to another's constructor. */
    @Test
    void onlyTheServerWires() {
        holds(noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and(not(belongToAnyOf(HubServer.class)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT + ".core..", ROOT + ".web..", ROOT + ".protocol..", ROOT + ".demo..")));
        holds(noClasses().that().resideOutsideOfPackage(ROOT).should().dependOnClassesThat(resideInAPackage(ROOT)));
        holds(noClasses()
                .that(not(belongToAnyOf(Main.class, Serve.class, TrainingRun.class, HubServer.class)))
                .should()
                .dependOnClassesThat(belongToAnyOf(HubServer.class)));
    }

    @Test
    void onlyTheCommandLineReadsTheEnvironmentOrEndsTheProcess() {
        holds(noClasses()
                .that(not(belongToAnyOf(Main.class)))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class));
    }

    @Test
    void namesSayWhatAThingDoes() {
        holds(noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Common)(\\$.*)?")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common..", "..impl.."));
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
