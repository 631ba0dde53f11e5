package dialtone.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dialtone.system.architecture.broken.BillingThatCallsOrdering;
import dialtone.system.architecture.broken.OrderManager;
import dialtone.system.architecture.broken.OrderThatIsCalled;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its layout; and each rule that says so is seen to refuse a house that does not. */
class LayoutArchTest {

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = House.classes();
        assertThat(house.size()).as("compiled classes found").isGreaterThan(50);
    }

    static Stream<ArchRule> rules() {
        return rules(House::moduleOf);
    }

    private static Stream<ArchRule> rules(Function<JavaClass, String> moduleOf) {
        return Stream.of(
                LayoutRules.arrows(moduleOf),
                LayoutRules.domainIsPure(moduleOf),
                LayoutRules.camelOnlyInRoutes(moduleOf),
                LayoutRules.engineClientOnlyInPlatform(moduleOf),
                LayoutRules.beansAreCalledByBusinessMethods(),
                LayoutRules.transactionsBeginOnlyInServices(),
                LayoutRules.noPackageInTwoModules(moduleOf),
                LayoutRules.names(),
                LayoutRules.entitiesChangeByVerbs(moduleOf));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps(ArchRule rule) {
        rule.check(house);
    }

    @Test
    void every_rule_refuses_a_house_that_breaks_it() {
        JavaClasses broken = new ClassFileImporter()
                .importClasses(BillingThatCallsOrdering.class, OrderManager.class, OrderThatIsCalled.class);
        assertThat(rules(LayoutArchTest::brokenModuleOf)
                        .filter(rule -> !rule.evaluate(broken).hasViolation()))
                .as("rules that a broken house passes")
                .isEmpty();
    }

    /** Pretends that the broken classes lie in these modules. */
    private static String brokenModuleOf(JavaClass type) {
        return switch (type.getSimpleName()) {
            case "BillingThatCallsOrdering" -> "ejb-billing";
            case "OrderThatIsCalled" -> "ejb-ordering";
            case "OrderManager" -> "domain";
            default -> "";
        };
    }
}
