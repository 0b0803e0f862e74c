package dev.sojourn.examples.allai;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What invented people are called and say. */
final class Words {

    private static final List<String> FIRST = List.of(
            "Ada", "Bogdan", "Carmen", "Dan", "Elena", "Florin", "Grace", "Horia", "Ioana", "Lidia", "Mihai", "Nadia",
            "Ovidiu", "Petra", "Radu", "Sofia", "Tudor", "Viorica");
    private static final List<String> LAST = List.of(
            "Albu",
            "Barbu",
            "Cojocaru",
            "Dima",
            "Enache",
            "Florea",
            "Grigore",
            "Ilie",
            "Lungu",
            "Manole",
            "Neagu",
            "Olaru",
            "Pavel",
            "Rusu",
            "Stan",
            "Toma",
            "Ursu",
            "Voicu");
    private static final List<String> STREETS = List.of("Lime", "Mill", "Harbour", "Orchard", "Station", "Well");
    private static final List<String> QUESTIONS = List.of(
            "When will my order arrive?",
            "Can I move my appointment to Thursday?",
            "My last bill looks too high.",
            "Do you open on Sundays?",
            "How do I change my address?",
            "Is breakfast included?",
            "Please call me back about an offer.");
    private static final List<String> ANSWERS = List.of(
            "It left our warehouse this morning.",
            "Thursday at ten is free. Shall I book it?",
            "I have asked a colleague to look at it.",
            "Yes, from ten to four.",
            "I have changed it for you.",
            "It is, until half past ten.");
    private static final List<String> CLAIMS = List.of(
            "The card was charged twice.",
            "The service was cancelled before it was billed.",
            "The amount differs from the offer.");

    private Words() {}

    static String name(SplittableRandom random) {
        return any(FIRST, random) + " " + any(LAST, random);
    }

    static String mail(String name, long number) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "." + number + "@example.org";
    }

    static String phone(SplittableRandom random) {
        return "+40 700 " + String.format("%06d", random.nextInt(1_000_000));
    }

    static String address(SplittableRandom random) {
        return (1 + random.nextInt(120)) + " " + any(STREETS, random) + " Street";
    }

    static String question(SplittableRandom random) {
        return any(QUESTIONS, random);
    }

    static String talk(SplittableRandom random) {
        return "Customer: " + question(random) + " Bot: " + any(ANSWERS, random);
    }

    static String claim(SplittableRandom random) {
        return any(CLAIMS, random);
    }

    static <T> T any(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
