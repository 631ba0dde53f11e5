package dialtone.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of the decomposition (SID ServiceSpecification).
 *
 * @param kind      customer-facing or resource-facing
 * @param resources what a resource-facing service runs on
 * @param step      how a resource-facing service is fulfilled; empty for a customer-facing one
 */
public record ServiceSpecification(String name, Kind kind, List<ResourceKind> resources, Optional<StepTemplate> step) {

    public enum Kind {
        CUSTOMER_FACING,
        RESOURCE_FACING
    }

    /** What a pool or a stock hands out. */
    public enum ResourceKind {
        MSISDN,
        SIM,
        DEVICE
    }

    public ServiceSpecification {
        resources = List.copyOf(resources);
    }

    /**
     * Whether its step only asks the network, as the one that reads a new line back: then it is a step of the plan and no service that a
     * customer has. It never changes, follows or ends.
     */
    public boolean onlyAsks() {
        return step.filter(work -> work.pointOfNoReturn() == PointOfNoReturn.ASKS)
                .isPresent();
    }

    /**
     * The step that fulfils a resource-facing service.
     *
     * @param jobType          what does it, {@code fulfilment.activate-sim}
     * @param label            as the plan shows it: "Activate SIM"
     * @param dependsOn        names of resource-facing services of the same order that must be fulfilled before
     * @param expectedDuration from start to outcome, for the plan's time line
     * @param parameters       facts for the route: {@code profile: mobile-data-m}
     * @param pointOfNoReturn  how freely what it has done may be taken back
     * @param undo             what takes it back; empty only behind a hard point of no return, and where there is nothing to take back
     * @param replacement      how the service takes the place of another one of the same product; empty when it never does
     * @param suspension       how the service is suspended with its product; empty when it has no part in that
     * @param byHand           what a person may do in its place
     * @param simSwap          how the service follows its line to another SIM; nothing when it stays as it is
     * @param atEnd            what is done when the service ends with its product; empty when what takes the step back does it
     */
    public record StepTemplate(
            String jobType,
            String label,
            List<String> dependsOn,
            Duration expectedDuration,
            Map<String, String> parameters,
            PointOfNoReturn pointOfNoReturn,
            Optional<Undo> undo,
            Optional<Replacement> replacement,
            Optional<Suspension> suspension,
            ByHand byHand,
            SimSwap simSwap,
            Optional<AtEnd> atEnd) {

        /** Behind the label of a step that ends what the former one of two handsets had. */
        public static final String FORMER_HANDSET = ", former handset";

        public StepTemplate {
            dependsOn = List.copyOf(dependsOn);
            parameters = Map.copyOf(parameters);
            if (undo.isEmpty() && pointOfNoReturn != PointOfNoReturn.HARD && pointOfNoReturn != PointOfNoReturn.ASKS) {
                throw new IllegalArgumentException("A step that nothing takes back is a hard point of no return");
            }
            if (undo.isPresent() && pointOfNoReturn == PointOfNoReturn.ASKS) {
                throw new IllegalArgumentException("A step that only asks has nothing to take back");
            }
        }

        /** One of a service that ends by what takes its step back. */
        public StepTemplate(
                String jobType,
                String label,
                List<String> dependsOn,
                Duration expectedDuration,
                Map<String, String> parameters,
                PointOfNoReturn pointOfNoReturn,
                Optional<Undo> undo,
                Optional<Replacement> replacement,
                Optional<Suspension> suspension,
                ByHand byHand,
                SimSwap simSwap) {
            this(
                    jobType,
                    label,
                    dependsOn,
                    expectedDuration,
                    parameters,
                    pointOfNoReturn,
                    undo,
                    replacement,
                    suspension,
                    byHand,
                    simSwap,
                    Optional.empty());
        }

        /** One of a service that does not know which SIM its line has. */
        public StepTemplate(
                String jobType,
                String label,
                List<String> dependsOn,
                Duration expectedDuration,
                Map<String, String> parameters,
                PointOfNoReturn pointOfNoReturn,
                Optional<Undo> undo,
                Optional<Replacement> replacement,
                Optional<Suspension> suspension,
                ByHand byHand) {
            this(
                    jobType,
                    label,
                    dependsOn,
                    expectedDuration,
                    parameters,
                    pointOfNoReturn,
                    undo,
                    replacement,
                    suspension,
                    byHand,
                    SimSwap.NOTHING);
        }

        /** One that a person may not skip, and that brings no facts. */
        public StepTemplate(
                String jobType,
                String label,
                List<String> dependsOn,
                Duration expectedDuration,
                Map<String, String> parameters,
                PointOfNoReturn pointOfNoReturn,
                Optional<Undo> undo,
                Optional<Replacement> replacement,
                Optional<Suspension> suspension) {
            this(
                    jobType,
                    label,
                    dependsOn,
                    expectedDuration,
                    parameters,
                    pointOfNoReturn,
                    undo,
                    replacement,
                    suspension,
                    ByHand.NOTHING);
        }

        /** One of a service that takes no other's place. */
        public StepTemplate(
                String jobType,
                String label,
                List<String> dependsOn,
                Duration expectedDuration,
                Map<String, String> parameters,
                PointOfNoReturn pointOfNoReturn,
                Optional<Undo> undo) {
            this(jobType, label, dependsOn, expectedDuration, parameters, pointOfNoReturn, undo, Optional.empty());
        }

        /** One of a service that has no part in a suspension. */
        public StepTemplate(
                String jobType,
                String label,
                List<String> dependsOn,
                Duration expectedDuration,
                Map<String, String> parameters,
                PointOfNoReturn pointOfNoReturn,
                Optional<Undo> undo,
                Optional<Replacement> replacement) {
            this(
                    jobType,
                    label,
                    dependsOn,
                    expectedDuration,
                    parameters,
                    pointOfNoReturn,
                    undo,
                    replacement,
                    Optional.empty());
        }

        /** The step that puts this service in the place of that one; empty when it cannot take it. */
        public Optional<StepTemplate> replacing(String service) {
            return replacement
                    .filter(way -> way.services().contains(service))
                    .map(way -> new StepTemplate(
                            way.jobType(),
                            way.label(),
                            dependsOn,
                            way.expectedDuration(),
                            parameters,
                            PointOfNoReturn.NONE,
                            Optional.of(way.undo())));
        }

        /** The step that suspends what this one has delivered; what takes it back is what ends the suspension. */
        public Optional<StepTemplate> suspending() {
            return suspension.map(way -> inTurn(way.begins(), way.ends()));
        }

        /** The step that ends the suspension of what this one has delivered; what takes it back suspends it again. */
        public Optional<StepTemplate> resuming() {
            return suspension.map(way -> inTurn(way.ends(), way.begins()));
        }

        private StepTemplate inTurn(Undo work, Undo back) {
            return new StepTemplate(
                    work.jobType(),
                    work.label(),
                    List.of(),
                    work.expectedDuration(),
                    parameters,
                    PointOfNoReturn.NONE,
                    Optional.of(back));
        }

        /** Whether what this step has delivered cannot end: nothing takes it back, and the catalogue says of no other way. */
        public boolean isForGood() {
            return undo.isEmpty() && atEnd.isEmpty();
        }

        /**
         * The step that ends what this one has delivered: what the catalogue says of its end, for good; else what would take it back. Where
         * that is reversible, it is taken back by doing this step again; otherwise it is for good, a hard point of no return. Empty when
         * nothing has to be done, and when nothing takes this step back ({@link #isForGood}).
         */
        public Optional<StepTemplate> ending() {
            if (atEnd.isPresent()) {
                return atEnd.get()
                        .work()
                        .map(end -> new StepTemplate(
                                end.jobType(),
                                end.label(),
                                List.of(),
                                end.expectedDuration(),
                                parameters,
                                PointOfNoReturn.HARD,
                                Optional.empty()));
            }
            return undo.map(back -> new StepTemplate(
                    back.jobType(),
                    back.label(),
                    List.of(),
                    back.expectedDuration(),
                    parameters,
                    back.reversible() ? PointOfNoReturn.NONE : PointOfNoReturn.HARD,
                    back.reversible() ? Optional.of(new Undo(jobType, label, expectedDuration)) : Optional.empty()));
        }

        /** The same for what the former one of two handsets had: it is for good, and the plan says which of the two it is about. */
        public Optional<StepTemplate> endingFormer() {
            return ending().map(end -> new StepTemplate(
                    end.jobType(),
                    end.label() + FORMER_HANDSET,
                    end.dependsOn(),
                    end.expectedDuration(),
                    end.parameters(),
                    PointOfNoReturn.HARD,
                    Optional.empty()));
        }

        /** The step that does this part of bringing the service to another SIM; empty when the service has none. */
        public Optional<StepTemplate> swapping(SimSwap.Part part) {
            return Optional.ofNullable(simSwap.ways().get(part))
                    .map(way -> new StepTemplate(
                            way.work().jobType(),
                            way.work().label(),
                            dependsOn,
                            way.work().expectedDuration(),
                            parameters,
                            switch (part) {
                                case PREPARES, FOLLOWS -> pointOfNoReturn;
                                case MOVES -> PointOfNoReturn.NONE;
                                case ENDS -> PointOfNoReturn.HARD;
                            },
                            way.back(),
                            Optional.empty(),
                            Optional.empty(),
                            new ByHand(false, part == SimSwap.Part.FOLLOWS ? byHand.facts() : List.of())));
        }

        /** The part of bringing the service to another SIM that is done by this job. */
        public Optional<StepTemplate> swappingBy(String job) {
            return simSwap.part(job).flatMap(this::swapping);
        }

        /**
         * What takes a service away again, with the parameters of the step that brought it.
         *
         * @param jobType          what does it, {@code fulfilment.deactivate-sim}
         * @param label            as the plan shows it: "Deactivate SIM"
         * @param expectedDuration from start to outcome
         * @param reversible       whether the step can be done again for the same product afterwards: it uses nothing up
         */
        public record Undo(String jobType, String label, Duration expectedDuration, boolean reversible) {

            /** One that is for good. */
            public Undo(String jobType, String label, Duration expectedDuration) {
                this(jobType, label, expectedDuration, false);
            }
        }

        /**
         * What is done when a service ends with its product, where that is another thing than to take its step back: a handset on lease is
         * asked back, and one that was sold is the customer's.
         *
         * @param work what does it, such as {@code fulfilment.ask-device-back}; empty when nothing is to be done
         */
        public record AtEnd(Optional<Undo> work) {}

        /**
         * How a service is suspended with its product, and brought back. Each of the two takes the other back.
         *
         * @param begins such as {@code fulfilment.bar-subscriber}
         * @param ends   such as {@code fulfilment.unbar-subscriber}
         */
        public record Suspension(Undo begins, Undo ends) {}

        /**
         * What puts a service in the place of another one, so that the customer is at no time without either. Both services have steps
         * of the same parameters: the route gets those of the one that comes as they are, and those of the one that goes behind
         * {@value #FORMER}.
         *
         * @param services         whose place it takes
         * @param jobType          what does it, {@code fulfilment.replace-network-profile}
         * @param label            as the plan shows it: "Change network profile"
         * @param expectedDuration from start to outcome
         * @param undo             what puts the other one back
         */
        public record Replacement(
                List<String> services, String jobType, String label, Duration expectedDuration, Undo undo) {

            /** Before the name of a parameter of the service that goes: {@code former.profile}. */
            public static final String FORMER = "former.";

            public Replacement {
                services = List.copyOf(services);
            }
        }
    }

    /** Up to where an order may still change its mind. */
    public enum PointOfNoReturn {
        /** Changes nothing, so that there is nothing to take back. */
        ASKS,
        /** Taken back without a trace. */
        NONE,
        /** Taken back at a cost: a SIM that was activated once is used up. */
        SOFT,
        /** Never taken back: forward only. */
        HARD
    }
}
