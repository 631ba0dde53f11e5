package dialtone.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The arrows between the modules and what may be used where. Each rule takes the map of the house, so that a test can hand it a broken one. */
final class LayoutRules {

    /** Module to the modules it may use. What is not here is not allowed. */
    static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("domain", Set.of()),
            Map.entry("bpmn", Set.of()),
            Map.entry("soap-contracts", Set.of()),
            Map.entry("platform", Set.of("domain", "bpmn")),
            Map.entry("ejb-ordering", Set.of("domain", "bpmn", "platform")),
            Map.entry("ejb-billing", Set.of("domain", "bpmn", "platform")),
            Map.entry(
                    "camel-routes",
                    Set.of("domain", "bpmn", "platform", "soap-contracts", "ejb-ordering", "ejb-billing")),
            Map.entry("tmf-api", Set.of("domain", "bpmn", "platform", "ejb-ordering", "ejb-billing")),
            Map.entry("console", Set.of("domain", "bpmn", "platform", "ejb-ordering", "ejb-billing")),
            Map.entry("process-exporter", Set.of()),
            Map.entry("network-simulator", Set.of("soap-contracts")));

    private LayoutRules() {}

    static ArchRule arrows(Function<JavaClass, String> moduleOf) {
        return classes()
                .should(new ArchCondition<JavaClass>("use only the modules that the map allows") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String from = moduleOf.apply(type);
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            String to =
                                    moduleOf.apply(dependency.getTargetClass().getBaseComponentType());
                            if (!from.isEmpty()
                                    && !to.isEmpty()
                                    && !from.equals(to)
                                    && !ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                                events.add(SimpleConditionEvent.violated(
                                        type, from + " may not use " + to + ": " + dependency.getDescription()));
                            }
                        }
                    }
                })
                .because(
                        "ordering, fulfilment and billing meet in the process, the outbox and the questions of domain only");
    }

    static ArchRule domainIsPure(Function<JavaClass, String> moduleOf) {
        return noClasses()
                .that(are("of domain", type -> moduleOf.apply(type).equals("domain")))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "jakarta.persistence..", "org.jspecify..", "dialtone..")
                .because("calculations are functions of their arguments and know no server");
    }

    static ArchRule camelOnlyInRoutes(Function<JavaClass, String> moduleOf) {
        return noClasses()
                .that(are("outside camel-routes", type -> !moduleOf.apply(type).equals("camel-routes")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("all that talks to another system is in one module");
    }

    static ArchRule engineClientOnlyInPlatform(Function<JavaClass, String> moduleOf) {
        return noClasses()
                .that(are(
                        "outside platform and the exporter",
                        type -> !Set.of("platform", "process-exporter").contains(moduleOf.apply(type))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camunda..")
                .because("features see jobs and messages, never the engine's client");
    }

    static ArchRule beansAreCalledByBusinessMethods() {
        return classes()
                .should(new ArchCondition<JavaClass>("call of an EJB what its proxy has") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getMethodCallsFromSelf().stream()
                                .filter(call -> isBean(call.getTargetOwner())
                                        && !outermost(call.getTargetOwner()).equals(outermost(type)))
                                .filter(call -> call.getTarget()
                                        .resolveMember()
                                        .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC)
                                                && !method.getModifiers().contains(JavaModifier.STATIC))
                                        .isPresent())
                                .forEach(
                                        call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
                    }
                })
                .because("the container refuses a call of a method that is not public, and only when it is made");
    }

    private static boolean isBean(JavaClass type) {
        return type.isAnnotatedWith(Stateless.class) || type.isAnnotatedWith(Singleton.class);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    static ArchRule transactionsBeginOnlyInServices() {
        return classes()
                .that()
                .resideOutsideOfPackage("dialtone..service..")
                .should(new ArchCondition<JavaClass>("begin no transaction") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (isBean(type) && !beanManaged(type) && !withoutTransaction(type)) {
                            events.add(SimpleConditionEvent.violated(
                                    type,
                                    type.getName() + " is an EJB outside .service whose methods begin transactions"));
                        }
                        if (type.isAnnotatedWith(Transactional.class)
                                || type.getMethods().stream()
                                        .anyMatch(method -> method.isAnnotatedWith(Transactional.class))
                                || type.getDirectDependenciesFromSelf().stream()
                                        .anyMatch(dependency ->
                                                dependency.getTargetClass().isEquivalentTo(UserTransaction.class))) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " begins transactions outside .service"));
                        }
                    }
                })
                .because(
                        "three steps from edge to table: the edge calls a service, and the service's method is the transaction");
    }

    private static boolean beanManaged(JavaClass type) {
        return type.tryGetAnnotationOfType(TransactionManagement.class)
                .map(management -> management.value() == TransactionManagementType.BEAN)
                .orElse(false);
    }

    private static boolean withoutTransaction(JavaClass type) {
        return type.tryGetAnnotationOfType(TransactionAttribute.class)
                .map(attribute -> attribute.value() == TransactionAttributeType.NOT_SUPPORTED
                        || attribute.value() == TransactionAttributeType.NEVER
                        || attribute.value() == TransactionAttributeType.SUPPORTS)
                .orElse(false);
    }

    static ArchRule noPackageInTwoModules(Function<JavaClass, String> moduleOf) {
        Map<String, String> owners = new HashMap<>();
        return classes()
                .should(new ArchCondition<JavaClass>("live in a package of one module") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String module = moduleOf.apply(type);
                        if (module.isEmpty()) {
                            return;
                        }
                        String owner = owners.putIfAbsent(type.getPackageName(), module);
                        if (owner != null && !owner.equals(module)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " is in " + owner + " and in " + module));
                        }
                    }
                })
                .because(
                        "two archives of an EAR with the same package compile, and fail with IllegalAccessError when called");
    }

    static ArchRule names() {
        return noClasses()
                .that()
                .resideInAPackage("dialtone..")
                .and()
                .resideOutsideOfPackage("dialtone.soap..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|DTO|Dao|DAO)")
                .because("a class is named after the field's word for what it is");
    }

    static ArchRule entitiesChangeByVerbs(Function<JavaClass, String> moduleOf) {
        return methods()
                .that()
                .areDeclaredInClassesThat(
                        are("of domain", type -> moduleOf.apply(type).equals("domain")))
                .should(new ArchCondition<JavaMember>("not be setters") {
                    @Override
                    public void check(JavaMember method, ConditionEvents events) {
                        if (method.getName().matches("set[A-Z].*")) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is a setter"));
                        }
                    }
                })
                .because("what changes, changes by a verb that can refuse");
    }

    static DescribedPredicate<JavaClass> are(String what, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe("are " + what, test);
    }
}
