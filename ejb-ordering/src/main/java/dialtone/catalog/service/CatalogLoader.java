package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.catalog.ByHand;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DecompositionRule;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.AtEnd;
import dialtone.catalog.ServiceSpecification.StepTemplate.Replacement;
import dialtone.catalog.ServiceSpecification.StepTemplate.Suspension;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.CatalogFaults.Place;
import dialtone.platform.yaml.YamlMap;
import dialtone.rating.ReferenceData;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a catalogue of its files. One of the files says {@code version} and {@code currency}, and may say {@code validFrom}; each may bring {@code offerings},
 * {@code services}, {@code rules}, {@code devices}, and {@code jobTypes} that routes of this installation serve beyond the known. One says
 * under {@code delivery} how long orders are expected to take, one under {@code simSwap} what stands before a line gets another SIM,
 * one under {@code download} how long an eSIM's profile may wait for a telephone. {@code timeBands} are read before offerings name them.
 */
final class CatalogLoader {

    private static final Set<String> FILE_KEYS = Set.of(
            "version",
            "validFrom",
            "currency",
            "offerings",
            "services",
            "rules",
            "devices",
            "delivery",
            "simSwap",
            "download",
            "deviceReturn",
            "promotions",
            CatalogTimeBands.KEY,
            "jobTypes");
    private static final Set<String> OFFERING_KEYS = Set.of(
            "id",
            "name",
            "description",
            "role",
            "productSpecification",
            "characteristics",
            "prices",
            CatalogUsageCycle.KEY,
            "requires",
            "excludes",
            "mostPerLine",
            "minimumTerm",
            "suspensionFees",
            "simFees",
            "residualCharge");
    private static final Set<String> CHARACTERISTIC_KEYS =
            Set.of("name", "label", "required", "values", "default", "form", "formInWords", "correctable");
    private static final Set<String> SERVICE_KEYS = Set.of("name", "kind", "resources", "step");
    private static final Set<String> STEP_KEYS = Set.of(
            "jobType",
            "label",
            "dependsOn",
            "expected",
            "parameters",
            "pointOfNoReturn",
            "undo",
            "replacement",
            "suspension",
            "skippable",
            "brings",
            "simSwap",
            "atEnd",
            "stays");
    private static final Set<String> FACT_KEYS = Set.of("name", "label", "form", "formInWords", "where");
    private static final Set<String> UNDO_KEYS = Set.of("jobType", "label", "expected");
    private static final Set<String> STEP_UNDO_KEYS = Set.of("jobType", "label", "expected", "reversible");
    private static final Set<String> REPLACEMENT_KEYS = Set.of("of", "jobType", "label", "expected", "undo");
    private static final Set<String> SUSPENSION_KEYS = Set.of("begins", "ends");
    private static final Set<String> RULE_KEYS = Set.of("id", "from", "to", "where");
    private static final Set<String> DEVICE_KEYS = Set.of("model", "label", "simTypes", "profiles");

    /** Of a step, as long as its column. */
    private static final int MAX_LABEL = 128;

    /** Of one whose label a plan makes longer: it says which of two handsets, or SIMs, the step is about. */
    private static final int MAX_LABEL_WITH_MORE = MAX_LABEL - StepTemplate.FORMER_HANDSET.length();

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final Pattern CAMEL = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    private final CatalogFaults faults = new CatalogFaults();
    private final List<Placed<ProductOffering>> offerings = new ArrayList<>();
    private final List<Placed<ServiceSpecification>> services = new ArrayList<>();
    private final List<Placed<DecompositionRule>> rules = new ArrayList<>();
    private final List<Placed<DeviceModel>> devices = new ArrayList<>();
    private final CatalogDelivery delivery = new CatalogDelivery(faults);
    private final CatalogSimSwap simSwap = new CatalogSimSwap(faults);
    private final CatalogDownload download = new CatalogDownload(faults);
    private final CatalogReturns returns = new CatalogReturns(faults);
    private final CatalogPromotions promotions = new CatalogPromotions(faults);
    private final CatalogForms forms;
    private final Set<String> jobTypes = new HashSet<>();
    private final List<Placed<String>> versions = new ArrayList<>();
    private Optional<Currency> currency = Optional.empty();
    private Optional<Instant> validFrom = Optional.empty();

    private final CatalogTimeBands bands = new CatalogTimeBands();
    private final Age age;
    private final Optional<ReferenceData> reference;

    /** Whether a catalogue is read for the first time. */
    enum Age {
        NEW,
        /** It was taken once, by the rules of that day: what later ones ask for on top it need not have. */
        STORED
    }

    private CatalogLoader(Age age, Optional<ReferenceData> reference) {
        this.age = age;
        this.forms = new CatalogForms(age);
        this.reference = reference;
    }

    /** Rejections: {@code CATALOG_INVALID}, each with file and line as its field, {@code mobile.yaml:17}. */
    static Outcome<Catalog> load(CatalogSource source) {
        return load(source, Age.NEW, Optional.empty());
    }

    /** The same of one that was taken once. */
    static Outcome<Catalog> load(CatalogSource source, Age age) {
        return load(source, age, Optional.empty());
    }

    /**
     * @param reference what zones and holidays there are, where prices are to name no others
     */
    static Outcome<Catalog> load(CatalogSource source, Optional<ReferenceData> reference) {
        return load(source, Age.NEW, reference);
    }

    private static Outcome<Catalog> load(CatalogSource source, Age age, Optional<ReferenceData> reference) {
        CatalogLoader loader = new CatalogLoader(age, reference);
        List<YamlMap> files = loader.files(source);
        // prices need the currency, which any of the files may say
        files.forEach(loader::head);
        loader.checkHead(source);
        files.forEach(loader::body);
        Catalog catalog = new Catalog(
                loader.versions.isEmpty() ? "" : loader.versions.getFirst().value(),
                values(loader.offerings),
                values(loader.services),
                values(loader.rules),
                values(loader.devices),
                loader.delivery.value(),
                loader.simSwap.value(),
                loader.download.value(),
                loader.returns.value(),
                loader.validFrom,
                loader.promotions.value());
        loader.promotions.check(catalog.offerings());
        CatalogConditions.check(loader.offerings, loader.faults);
        loader.delivery.check(loader.services);
        CatalogRules rules = new CatalogRules(
                loader.offerings, loader.services, loader.rules, loader.devices, loader.jobTypes, loader.faults);
        rules.check();
        if (age == Age.NEW) {
            rules.checkUsagePrices();
        }
        return loader.faults.isEmpty() ? Outcome.accepted(catalog) : Outcome.rejected(loader.faults.all());
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private List<YamlMap> files(CatalogSource source) {
        List<YamlMap> files = new ArrayList<>();
        for (CatalogSource.Document document : source.documents()) {
            YamlMap.document(document.name(), document.text(), FILE_KEYS, faults)
                    .ifPresent(files::add);
        }
        return files;
    }

    private void head(YamlMap file) {
        file.optionalText("version", 32).ifPresent(version -> {
            versions.add(new Placed<>(version, file.place("version")));
            if (!VERSION.matcher(version).matches()) {
                file.fault("version", "a version has 1 to 32 letters, digits, dots, hyphens or underscores");
            }
        });
        file.optionalText("validFrom", 32).ifPresent(text -> {
            if (validFrom.isPresent()) {
                file.fault("validFrom", "validFrom is said a second time; one file says it");
            }
            try {
                validFrom = Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException unreadable) {
                file.fault("validFrom", "validFrom is a time with its offset, 2026-12-01T00:00:00+01:00, not " + text);
            }
        });
        file.optionalText("currency", 3).ifPresent(code -> {
            if (Currency.getAvailableCurrencies().stream()
                    .noneMatch(known -> known.getCurrencyCode().equals(code))) {
                file.fault("currency", code + " is not a currency of ISO 4217");
            } else {
                currency = Optional.of(Currency.getInstance(code));
            }
        });
        jobTypes.addAll(file.texts("jobTypes", 64));
        bands.read(file);
    }

    private void checkHead(CatalogSource source) {
        Place first = new Place(source.documents().getFirst().name(), 1);
        if (versions.isEmpty()) {
            faults.add(first, "version is missing: one of the files says it");
        }
        versions.stream()
                .skip(1)
                .forEach(again -> faults.add(again.place(), "version is said a second time; one file says it"));
        if (currency.isEmpty()) {
            faults.add(first, "currency is missing: one of the files says it");
        }
    }

    private void body(YamlMap file) {
        delivery.read(file);
        simSwap.read(file);
        download.read(file);
        returns.read(file);
        promotions.read(file, currency.orElse(Currency.getInstance("EUR")));
        file.maps("offerings", OFFERING_KEYS).forEach(map -> offerings.add(new Placed<>(offering(map), map.place())));
        file.maps("services", SERVICE_KEYS).forEach(map -> services.add(new Placed<>(service(map), map.place())));
        file.maps("rules", RULE_KEYS).forEach(map -> rules.add(new Placed<>(rule(map), map.place())));
        file.maps("devices", DEVICE_KEYS)
                .forEach(map -> devices.add(new Placed<>(
                        new DeviceModel(
                                map.name("model"),
                                map.text("label", 128),
                                map.texts("simTypes", 64),
                                map.texts("profiles", 64)),
                        map.place())));
    }

    private ProductOffering offering(YamlMap map) {
        List<CharacteristicSpecification> characteristics = new ArrayList<>();
        for (YamlMap question : map.maps("characteristics", CHARACTERISTIC_KEYS)) {
            characteristics.add(characteristic(question, characteristics));
        }
        Currency money = currency.orElse(Currency.getInstance("EUR"));
        CatalogPrices priced = new CatalogPrices(money, new CatalogTerms(money, bands, reference), faults);
        List<Price> prices = priced.read(map, "prices");
        ProductOffering.Role role = choice(map, "role", ProductOffering.Role.class, ProductOffering.Role.PLAN);
        if (age == Age.NEW) {
            CatalogTerms.check(map, "prices", role, prices);
        }
        return new ProductOffering(
                new OfferingId(map.name("id")),
                map.text("name", 128),
                map.text("description", 500),
                role,
                map.name("productSpecification"),
                characteristics,
                prices,
                new ProductOffering.Relations(
                        map.texts("requires", 64).stream().map(OfferingId::new).toList(),
                        map.texts("excludes", 64).stream().map(OfferingId::new).toList(),
                        mostPerLine(map)),
                new ProductOffering.Terms(
                        priced.minimumTerm(map, "minimumTerm"),
                        priced.suspensionFees(map, "suspensionFees"),
                        priced.simFees(map, "simFees"),
                        priced.optionalMoney(map, "residualCharge")));
    }

    private static Optional<Integer> mostPerLine(YamlMap map) {
        Optional<String> text = map.optionalText("mostPerLine", 8);
        boolean fits = text.filter(number -> number.matches("[1-9][0-9]?")).isPresent();
        if (text.isPresent() && !fits) {
            map.fault("mostPerLine", "mostPerLine is a number from 1 to 99, not " + text.get());
        }
        return text.filter(number -> fits).map(Integer::valueOf);
    }

    private CharacteristicSpecification characteristic(YamlMap map, List<CharacteristicSpecification> before) {
        String name = map.text("name", 64);
        if (!name.isEmpty() && !CAMEL.matcher(name).matches()) {
            map.fault("name", "a characteristic's name is written in camelCase, not " + name);
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            map.fault("name", "characteristic " + name + " occurs more than once");
        }
        List<String> values = map.texts("values", 255);
        Optional<String> otherwise = map.optionalText("default", 255);
        if (otherwise.isPresent() && !values.isEmpty() && !values.contains(otherwise.get())) {
            map.fault("default", "default " + otherwise.get() + " is none of the values " + String.join(", ", values));
        }
        return new CharacteristicSpecification(
                name,
                map.text("label", 128),
                map.flag("required"),
                values,
                otherwise,
                forms.optional(map),
                map.texts("correctable", 64));
    }

    private ServiceSpecification service(YamlMap map) {
        Kind kind = choice(map, "kind", Kind.class, Kind.CUSTOMER_FACING);
        List<ResourceKind> resources = new ArrayList<>();
        for (String text : map.texts("resources", 64)) {
            constant(ResourceKind.class, text)
                    .ifPresentOrElse(
                            resources::add,
                            () -> map.fault(
                                    "resources", "resource " + text + " is none of " + names(ResourceKind.class)));
        }
        Optional<StepTemplate> step = map.map("step", STEP_KEYS).map(this::step);
        if (kind == Kind.RESOURCE_FACING && step.isEmpty()) {
            faults.add(map.place(), "a resource-facing service has a step that fulfils it");
        }
        if (kind == Kind.CUSTOMER_FACING && (step.isPresent() || !resources.isEmpty())) {
            faults.add(
                    map.place(),
                    "a customer-facing service has neither step nor resources; its resource-facing ones do");
        }
        return new ServiceSpecification(map.name("name"), kind, resources, step);
    }

    private StepTemplate step(YamlMap map) {
        Optional<Undo> undo = map.map("undo", STEP_UNDO_KEYS).map(back -> undo(back, MAX_LABEL_WITH_MORE));
        Undo own = undo(map, map.has("simSwap") ? MAX_LABEL_WITH_MORE : MAX_LABEL);
        return new StepTemplate(
                own.jobType(),
                own.label(),
                map.texts("dependsOn", 64),
                own.expectedDuration(),
                map.textMap("parameters", 255),
                pointOfNoReturn(map, undo.isPresent()),
                undo,
                map.map("replacement", REPLACEMENT_KEYS).flatMap(this::replacement),
                map.map("suspension", SUSPENSION_KEYS).flatMap(this::suspension),
                byHand(map),
                simSwap.ofStep(map, own, undo),
                atEnd(map));
    }

    private static Optional<AtEnd> atEnd(YamlMap map) {
        Optional<Undo> work = map.map("atEnd", UNDO_KEYS).map(end -> undo(end, MAX_LABEL_WITH_MORE));
        boolean stays = map.flag("stays");
        if (stays && work.isPresent()) {
            map.fault("stays", "what stays with the customer at the end has no work to be done for it");
        }
        return stays || work.isPresent() ? Optional.of(new AtEnd(work)) : Optional.empty();
    }

    private ByHand byHand(YamlMap map) {
        boolean skippable = map.flag("skippable");
        if (skippable && (map.has("replacement") || map.has("suspension"))) {
            map.fault(
                    "skippable", "a service that another replaces or that is suspended with its line is not skippable");
        }
        List<ByHand.Fact> facts = map.maps("brings", FACT_KEYS).stream()
                .map(this::fact)
                .flatMap(Optional::stream)
                .toList();
        if (facts.size() > ByHand.MAX_FACTS) {
            map.fault("brings", "a step brings at most " + ByHand.MAX_FACTS + " facts");
        }
        return new ByHand(skippable, facts);
    }

    private Optional<ByHand.Fact> fact(YamlMap map) {
        String name = map.text("name", 64);
        if (!CAMEL.matcher(name).matches()) {
            map.fault("name", "a fact is named in camelCase, not " + name);
        }
        String label = map.text("label", 128);
        return forms.required(map).map(form -> new ByHand.Fact(name, label, form, map.textMap("where", 255)));
    }

    private Optional<Suspension> suspension(YamlMap map) {
        Optional<Undo> begins = map.map("begins", UNDO_KEYS).map(CatalogLoader::undo);
        Optional<Undo> ends = map.map("ends", UNDO_KEYS).map(CatalogLoader::undo);
        if (begins.isEmpty() || ends.isEmpty()) {
            faults.add(map.place(), "a suspension says what begins it and what ends it");
        }
        return begins.flatMap(first -> ends.map(last -> new Suspension(first, last)));
    }

    static Undo undo(YamlMap map) {
        return undo(map, MAX_LABEL);
    }

    private static Undo undo(YamlMap map, int maxLabel) {
        return new Undo(
                map.text("jobType", 64),
                map.text("label", maxLabel),
                CatalogDelivery.duration(map, "expected"),
                map.flag("reversible"));
    }

    private Optional<Replacement> replacement(YamlMap map) {
        List<String> services = map.texts("of", 64);
        if (services.isEmpty()) {
            map.fault("of", "a replacement names the services whose place is taken");
        }
        Optional<Undo> undo = map.map("undo", UNDO_KEYS).map(CatalogLoader::undo);
        if (undo.isEmpty()) {
            faults.add(map.place(), "a replacement has an undo that puts the other service back");
        }
        return undo.map(back -> new Replacement(
                services,
                map.text("jobType", 64),
                map.text("label", 128),
                CatalogDelivery.duration(map, "expected"),
                back));
    }

    /** Said, or else: none when something takes the step back, hard when nothing does. */
    private PointOfNoReturn pointOfNoReturn(YamlMap map, boolean undone) {
        PointOfNoReturn otherwise = undone ? PointOfNoReturn.NONE : PointOfNoReturn.HARD;
        Optional<String> text = map.optionalText("pointOfNoReturn", 64);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<PointOfNoReturn> said = constant(PointOfNoReturn.class, text.get());
        if (said.isEmpty()) {
            map.fault("pointOfNoReturn", "pointOfNoReturn is one of " + names(PointOfNoReturn.class));
        } else if (undone && (said.get() == PointOfNoReturn.HARD || said.get() == PointOfNoReturn.ASKS)) {
            map.fault(
                    "pointOfNoReturn",
                    said.get() == PointOfNoReturn.HARD
                            ? "what an undo takes back is no hard point of no return"
                            : "a step that only asks has nothing for an undo to take back");
            return otherwise;
        } else if (!undone && said.get() != PointOfNoReturn.HARD && said.get() != PointOfNoReturn.ASKS) {
            map.fault("pointOfNoReturn", "a step without an undo is a hard point of no return, or only asks");
            return otherwise;
        }
        return said.orElse(otherwise);
    }

    private DecompositionRule rule(YamlMap map) {
        List<String> to = map.texts("to", 64);
        if (to.isEmpty()) {
            map.fault("to", "a rule names at least one service");
        }
        return new DecompositionRule(map.name("id"), map.name("from"), to, map.textMap("where", 255));
    }

    private static <E extends Enum<E>> E choice(YamlMap map, String key, Class<E> type, E otherwise) {
        String text = map.text(key, 64);
        Optional<E> found = constant(type, text);
        if (found.isEmpty() && !text.isEmpty()) {
            map.fault(key, key + " is one of " + names(type) + ", not " + text);
        }
        return found.orElse(otherwise);
    }

    /** {@code resource-facing} is RESOURCE_FACING. */
    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst();
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String names(Class<? extends Enum<?>> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants()).map(CatalogLoader::name).toList());
    }
}
