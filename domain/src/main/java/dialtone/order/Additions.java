package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be said to something that is added to a line the customer has: whether it goes with the plan and with what is there. */
public final class Additions {

    /** Path of what names the line in an item. */
    public static final String LINE = ".product.productRelationship[0].product.id";

    private static final String OFFERING = ".productOffering.id";

    /**
     * A line as it will be when the order begins.
     *
     * @param plan      the line itself
     * @param belonging what of it is active
     * @param coming    offerings that other orders under way add to it
     * @param ending    ids of products that end with the same order
     * @param together  what the same order adds to it, in its order
     */
    public record Line(
            OwnedProduct plan,
            List<OwnedProduct> belonging,
            List<OfferingId> coming,
            Set<String> ending,
            List<OrderedItem> together) {
        public Line {
            belonging = List.copyOf(belonging);
            coming = List.copyOf(coming);
            ending = Set.copyOf(ending);
            together = List.copyOf(together);
        }
    }

    private final Catalog catalog;
    private final Line line;

    /** @param catalog that the order is by */
    public Additions(Catalog catalog, Line line) {
        this.catalog = catalog;
        this.line = line;
    }

    /**
     * Rejections: {@code REQUIRED_OFFERING_MISSING, EXCLUDED_OFFERING, TOO_MANY_ON_LINE, DEVICE_INCOMPATIBLE}.
     *
     * @param item  one of those that are added together
     * @param field path of the item
     */
    public List<Rejection> refusals(OrderedItem item, String field) {
        List<Rejection> refusals = new ArrayList<>();
        ProductOffering offering = item.offering();
        List<ProductOffering> company = company(item);
        Stream<OfferingId> there = company.stream().map(ProductOffering::id);
        if (!offering.requires().isEmpty() && there.noneMatch(offering.requires()::contains)) {
            refusals.add(Rejection.at(
                    field + OFFERING,
                    "REQUIRED_OFFERING_MISSING",
                    offering.name() + " needs one of " + names(offering.requires()) + ", and the line has "
                            + company.stream().map(ProductOffering::name).collect(Collectors.joining(", ")) + "."));
        }
        company.stream()
                .filter(offering::isExclusiveOf)
                .findFirst()
                .ifPresent(other -> refusals.add(Rejection.at(
                        field + OFFERING,
                        "EXCLUDED_OFFERING",
                        offering.name() + " does not go with " + other.name() + ", which the line has.")));
        tooMany(offering, countWith(item))
                .ifPresent(message -> refusals.add(Rejection.at(field + OFFERING, "TOO_MANY_ON_LINE", message)));
        misfit(item).ifPresent(message -> refusals.add(Rejection.at(field + OFFERING, "DEVICE_INCOMPATIBLE", message)));
        return refusals;
    }

    /** @return why a line may not have so many of an offering; empty when it may */
    static Optional<String> tooMany(ProductOffering offering, int count) {
        return offering.mostPerLine()
                .filter(most -> count > most)
                .map(most -> most == 1
                        ? "A line has " + offering.name() + " once, and this one has it already or would have it twice."
                        : "A line has " + offering.name() + " at most " + most + " times, and this one would have it "
                                + count + " times.");
    }

    /** What the item will be beside: the plan, what stays and what comes. As the catalogue of the order has it, where it still does. */
    private List<ProductOffering> company(OrderedItem item) {
        return Stream.of(
                        Stream.concat(Stream.of(line.plan()), staying()).map(this::asItIs),
                        line.coming().stream().flatMap(id -> catalog.offering(id).stream()),
                        line.together().stream()
                                .filter(other -> !other.itemId().equals(item.itemId()))
                                .map(OrderedItem::offering))
                .flatMap(offerings -> offerings)
                .toList();
    }

    private Stream<OwnedProduct> staying() {
        return line.belonging().stream().filter(product -> !line.ending().contains(product.id()));
    }

    private ProductOffering asItIs(OwnedProduct product) {
        return catalog.offering(product.offering().id()).orElse(product.offering());
    }

    /**
     * How many of its offering the line would have with it and those before it in the order. One that ends counts until it has ended: the
     * network would be asked to take away and to bring the same thing at once.
     */
    private int countWith(OrderedItem item) {
        OfferingId id = item.offeringId();
        long before = line.together().stream()
                .takeWhile(other -> !other.itemId().equals(item.itemId()))
                .filter(other -> other.offeringId().equals(id))
                .count();
        long there = line.belonging().stream()
                .filter(product -> product.offering().id().equals(id))
                .count();
        long coming = line.coming().stream().filter(id::equals).count();
        return Math.toIntExact(there + coming + before + 1);
    }

    /** What the line's handset cannot run of the item, or the item, a handset, of what the line has. */
    private Optional<String> misfit(OrderedItem item) {
        Optional<DeviceModel> device = device(item.characteristics());
        if (device.isPresent()) {
            return staying()
                    .filter(product -> profile(asItIs(product), product.characteristics())
                            .filter(profile -> !device.get().profiles().contains(profile))
                            .isPresent())
                    .findFirst()
                    .map(product -> device.get().label() + " cannot run what "
                            + product.offering().name() + " brings, which the line has.");
        }
        Optional<String> profile = profile(item.offering(), item.characteristics());
        return staying()
                .flatMap(product -> device(product.characteristics()).stream())
                .filter(handset -> profile.filter(brought -> !handset.profiles().contains(brought))
                        .isPresent())
                .findFirst()
                .map(handset -> "The line's " + handset.label() + " cannot run what "
                        + item.offering().name() + " brings.");
    }

    private Optional<String> profile(ProductOffering offering, Map<String, String> characteristics) {
        return Decomposition.of(catalog, offering, characteristics).profile();
    }

    private Optional<DeviceModel> device(Map<String, String> characteristics) {
        return Optional.ofNullable(characteristics.get(ResourceNeed.DEVICE_MODEL))
                .flatMap(catalog::device);
    }

    private String names(List<OfferingId> offerings) {
        return offerings.stream()
                .map(id -> catalog.offering(id).map(ProductOffering::name).orElse(id.value()))
                .collect(Collectors.joining(", "));
    }
}
