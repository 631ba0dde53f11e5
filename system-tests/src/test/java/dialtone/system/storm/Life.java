package dialtone.system.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happens to one line from its order on: everything is drawn from the seed before the storm begins.
 *
 * @param number   in the storm, from 0: names its requests
 * @param customer whose line it is
 * @param first    the order that brings the line
 * @param turns    what is ordered about it afterwards, one after the other, as long as there is a line
 * @param steady   whether nobody changes his mind about any of it, and no operator gives any of it up
 */
record Life(int number, int customer, Request first, List<Turn> turns, boolean steady) {

    /** What is ordered about a line that is there. */
    enum Kind {
        PLAN_S,
        PLAN_M,
        PLAN_L,
        BOOST,
        CALLS,
        SUSPEND_VOLUNTARILY,
        SUSPEND_LOST,
        RESUME,
        SWAP_CARD,
        SWAP_ESIM,
        END,
        /** Of what was added last; drawn behind that. */
        END_ADD_ON,
        /** Of a line that has a telephone alone; not drawn among the others. */
        HANDSET
    }

    /** Who has to say a one-time code before. */
    private static final Set<Kind> SWAPS = EnumSet.of(Kind.SWAP_CARD, Kind.SWAP_ESIM);

    static boolean needsCode(Kind kind) {
        return SWAPS.contains(kind);
    }

    /**
     * How an order is placed.
     *
     * @param twice       whether it is placed again under its key while it is under way
     * @param cancelAfter when somebody wants it cancelled
     * @param amendment   when somebody wants something else in its place
     */
    record Request(String items, boolean twice, Optional<Duration> cancelAfter, Optional<Amendment> amendment) {}

    /** @param items all that the order is to have */
    record Amendment(String items, Duration after) {}

    record Turn(Kind kind, boolean twice, Optional<Duration> cancelAfter) {}

    /** Demo customers in good standing who live where there is coverage, with their addresses. */
    static final Map<Integer, String> ADDRESSES = Map.of(
            100001, "ada.lindqvist@example.org",
            100002, "bruno.castellani@example.org",
            100003, "chiara.weiss@example.org",
            100004, "dmitri.orlov@example.org",
            100005, "elif.aydin@example.org",
            100006, "femi.adeyemi@example.org",
            100007, "greta.hoffmann@example.org",
            100010, "jonas.lindgren@example.org");

    private static final List<Integer> CUSTOMERS =
            ADDRESSES.keySet().stream().sorted().toList();

    private static final List<String> PLANS = List.of("mobile-sim-only-s", "mobile-sim-only-m", "mobile-sim-only-l");
    private static final String TELEPHONE = "handset-fairline-5";
    private static final String LEASED = "handset-fairline-5-leased";
    private static final String LARGEST = PLANS.getLast();

    private static final List<Kind> KINDS = Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.HANDSET && kind != Kind.END_ADD_ON)
            .toList();
    private static final int MAX_TURNS = 4;
    private static final int LONGEST_PATIENCE_MILLIS = 3000;

    /** As many lives as it takes for that many orders, and a steady one. */
    static List<Life> draw(Random random, int orders) {
        List<Life> lives = new ArrayList<>();
        int drawn = 0;
        while (drawn < orders) {
            Life life = draw(random, lives.size(), CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
            lives.add(life);
            drawn += 1 + life.turns().size();
        }
        lives.addFirst(ofEachKind(lives.size()));
        return lives;
    }

    /**
     * So that each storm has a line in it that has got another telephone in place of a leased one, and another SIM, and on which an add-on has
     * ended, whatever was drawn.
     */
    private static Life ofEachKind(int number) {
        return new Life(
                number,
                CUSTOMERS.getFirst(),
                new Request(
                        add("1", PLANS.get(1), "esim") + ", " + handset("2", LEASED),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                Stream.of(Kind.HANDSET, Kind.CALLS, Kind.END_ADD_ON, Kind.SWAP_CARD)
                        .map(kind -> new Turn(kind, false, Optional.empty()))
                        .toList(),
                true);
    }

    private static Life draw(Random random, int number, int customer) {
        Request first = new Request(
                items(random),
                random.nextInt(10) == 0,
                later(random, 6),
                later(random, 4).map(after -> new Amendment(items(random), after)));
        return new Life(number, customer, first, turns(random, first.items().contains(TELEPHONE)), false);
    }

    /** A plan, and now and then a telephone and more data. */
    private static String items(Random random) {
        String plan = PLANS.get(random.nextInt(PLANS.size()));
        StringBuilder items = new StringBuilder(add("1", plan, random.nextBoolean() ? "esim" : "physical"));
        if (random.nextInt(5) == 0) {
            items.append(", ").append(handset("2", random.nextBoolean() ? TELEPHONE : LEASED));
        }
        if (!plan.equals(LARGEST) && random.nextInt(4) == 0) {
            items.append(", ").append(boost("3"));
        }
        return items.toString();
    }

    private static List<Turn> turns(Random random, boolean hasHandset) {
        List<Turn> turns = new ArrayList<>();
        if (hasHandset) {
            turns.add(turn(random, Kind.HANDSET));
        }
        int wanted = turns.size() + random.nextInt(MAX_TURNS);
        while (turns.size() < wanted) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            switch (kind) {
                case SUSPEND_VOLUNTARILY, SUSPEND_LOST -> {
                    turns.add(turn(random, kind));
                    turns.add(turn(random, Kind.RESUME));
                }
                case RESUME, HANDSET, END_ADD_ON -> {
                    // comes after a suspension, first of all, and behind an add-on
                }
                case END -> {
                    turns.add(turn(random, kind));
                    return turns;
                }
                case BOOST, CALLS -> {
                    turns.add(turn(random, kind));
                    if (random.nextBoolean()) {
                        turns.add(turn(random, Kind.END_ADD_ON));
                    }
                }
                case PLAN_S, PLAN_M, PLAN_L, SWAP_CARD, SWAP_ESIM -> turns.add(turn(random, kind));
            }
        }
        return turns;
    }

    private static Turn turn(Random random, Kind kind) {
        return new Turn(kind, random.nextInt(10) == 0, later(random, 8));
    }

    private static Optional<Duration> later(Random random, int oneOf) {
        return random.nextInt(oneOf) == 0
                ? Optional.of(Duration.ofMillis(random.nextInt(LONGEST_PATIENCE_MILLIS)))
                : Optional.empty();
    }

    /** The items of an order about this line, or, of one for another telephone or for the end of an add-on, about the one that it has. */
    static String items(Kind kind, String product) {
        return switch (kind) {
            case PLAN_S -> change(product, PLANS.getFirst());
            case PLAN_M -> change(product, PLANS.get(1));
            case PLAN_L -> change(product, LARGEST);
            case BOOST -> addTo(product, "mobile-data-boost");
            case CALLS -> addTo(product, "mobile-call-pack");
            case SUSPEND_VOLUNTARILY -> suspend(product, "voluntary");
            case SUSPEND_LOST -> suspend(product, "lost-or-stolen");
            case RESUME ->
                "{\"id\": \"1\", \"action\": \"modify\", \"product\": {\"id\": \"" + product
                        + "\", \"status\": \"active\"}}";
            case HANDSET -> upgrade(product);
            case SWAP_CARD -> swap(product, "physical");
            case SWAP_ESIM -> swap(product, "esim");
            case END, END_ADD_ON ->
                "{\"id\": \"1\", \"action\": \"delete\", \"product\": {\"id\": \"" + product + "\"}}";
        };
    }

    private static String change(String product, String plan) {
        return "{\"id\": \"1\", \"action\": \"modify\", \"product\": {\"id\": \"" + product
                + "\"}, \"productOffering\": {\"id\": \"" + plan + "\"}}";
    }

    /** The telephone that the line has is sage. */
    private static String upgrade(String handset) {
        return "{\"id\": \"1\", \"action\": \"modify\", \"product\": {\"id\": \"" + handset
                + "\", \"productCharacteristic\": [{\"name\": \"deviceColour\", \"value\": \"black\"}]}, \"productOffering\":"
                + " {\"id\": \"handset-fairline-5-monthly\"}}";
    }

    private static String swap(String line, String simType) {
        return "{\"id\": \"1\", \"action\": \"modify\", \"product\": {\"id\": \"" + line
                + "\", \"productCharacteristic\": [{\"name\": \"simType\", \"value\": \"" + simType + "\"}]}}";
    }

    private static String addTo(String line, String offering) {
        return "{\"id\": \"1\", \"action\": \"add\", \"productOffering\": {\"id\": \"" + offering
                + "\"}, \"product\": {\"productRelationship\": [{\"relationshipType\": \"reliesOn\", \"product\": {\"id\": \""
                + line + "\"}}]}}";
    }

    private static String suspend(String product, String reason) {
        return "{\"id\": \"1\", \"action\": \"modify\", \"product\": {\"id\": \"" + product
                + "\", \"status\": \"suspended\", \"productCharacteristic\": [{\"name\": \"suspensionReason\", \"value\": \""
                + reason + "\"}]}}";
    }

    private static String add(String id, String offering, String simType) {
        return "{\"id\": \"" + id + "\", \"action\": \"add\", \"productOffering\": {\"id\": \"" + offering
                + "\"}, \"product\": {\"productCharacteristic\": [{\"name\": \"simType\", \"value\": \"" + simType
                + "\"}]}}";
    }

    private static String handset(String id, String offering) {
        return "{\"id\": \"" + id + "\", \"action\": \"add\", \"productOffering\": {\"id\": \"" + offering + "\"},"
                + " \"product\": {\"productCharacteristic\": [{\"name\": \"deviceColour\", \"value\": \"sage\"}]}}";
    }

    private static String boost(String id) {
        return "{\"id\": \"" + id + "\", \"action\": \"add\", \"productOffering\": {\"id\": \"mobile-data-boost\"},"
                + " \"productOrderItemRelationship\": [{\"id\": \"1\", \"relationshipType\": \"reliesOn\"}]}";
    }

    /** The whole order. */
    static String order(int customer, String items) {
        return "{\"relatedParty\": [{\"id\": \"CUS-" + customer
                + "\", \"role\": \"customer\"}], \"productOrderItem\": [" + items + "]}";
    }
}
