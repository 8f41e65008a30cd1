/// 1,024 words of 4 to 7 letters that are easily read out and typed; no two begin with the same four
/// letters, so that a slip of the finger leads to none of the others.
enum SuggestionWords {
    static let all: [Substring] = text.split { $0 == " " || $0 == "\n" }

    private static let text = """
        abacus acorn action actor again aisle alarm album algae almond alpine amaze amber amuse
        anchor ancient angle animal ankle answer antler anvil apricot apron arch arctic area arena
        arrive arrow artist asleep aspen aster atlas atom attic audio aunt author avenue avocado
        awake awning axis azure bacon badge bagel bake balance balcony ballad bamboo banjo banner
        barley barn basil basket batch beach bead beaver beetle begin bell bench berry beside better
        between beyond bicycle bike bingo birch bird biscuit bison bite blanket blaze blend blink
        block bloom blossom blouse bluff blush board boat body bonfire bonnet book boost border
        bottle bounce bowl branch brass brave bread breeze brick bridge brief bright brisk broad
        broom brown brush bubble bucket budget buffalo bugle build bulb bunch bundle burger burrow
        bush button cabbage cabin cable cactus cafe cake calm camel camp canal candle canoe canvas
        canyon cape captain caramel carbon card career cargo carpet carrot cart cascade cashew
        castle casual catch cattle cave cedar ceiling celery cellar cement center cereal chain chalk
        chance chapter charm cheer chest chief chimney chip choice chorus circle citrus city civic
        clap clay clean clerk clever cliff climb clock cloth cloud clover coach coal coast coat
        cobalt cocoa coin cold collar colony column comb comet comic concert cone copper copy coral
        cord corn cosmic cottage couch couple cousin cover cradle craft crane crater crayon cream
        credit creek crew cricket crisp cross crow crumb crust cube curio curl curtain curve cushion
        custard cycle cymbal cypress daily dairy dance dash date dawn deck deep deer delight denim
        depot desert desk detail diary dice dimple dinner dish divide dock dome door double dough
        dozen draw dress drift drill drink drop drum duet dune dusk dust early earth easel east easy
        echo edge eight elbow elder elegant ember emerald empty energy engine enjoy enough even
        exact explore express extra fabric fair famous fancy farm fashion feast feather feel fence
        fennel fern ferry festive fiddle field file film filter finish five flag flannel flavor flax
        fleece float flock floor flour flow flute foam focus foil fold folk follow forest fork
        fossil four frame fresh fridge fringe frost fruit fudge full funnel future fuzzy gadget gain
        gallery garage garden garlic garnet gate gather gaze gear gecko gentle genuine geyser gift
        giraffe give glacier glad glance glass glide glimpse globe glory glove glow glue goal goat
        goblet gondola goose gourd grain grand grape grass gravel gray great greet grid grin grocer
        groove grotto group grove guess guide gulf gull hall hamlet hammock hand harbor harp harvest
        hatch haven hazel health heat hedge height helmet help herald herb herd heron hike hill
        hinge hold holiday hollow home honest hoof hook hopper horizon hotel hour hover huddle huge
        human humble humor hurdle hybrid hymn icicle icon idea igloo image impala indigo indoor
        inlet insect invite island item ivory jacket jaunt jelly jersey jetty jewel jigsaw joint
        jolly journal juggle juice jungle juniper jury jute kale kayak keen kelp kennel kettle
        kimono kind kiosk kitchen kite kiwi knee knit knob knot koala label lace ladder ladle lagoon
        lake lamp land lane lantern lapel large lark lasso laugh launch lawn layer leaf league leap
        learn leather ledge left legume lens lentil lesson letter level library light lilac lime
        line liquid list llama loaf lobby lobster local lodge loft logic lotus lounge loyal lumber
        lunar lunch lupine lynx machine magma magnet magpie maize mallet malt mammal mango manor
        mantle maple marble margin market maroon marsh match meadow meal medal mellow melt member
        memory mend merry meteor midday mild mile milk mill mimic mint minute mirror mist mitten
        moat model moment monarch month mood moose morning mosaic moth motion motor move movie mural
        museum mustard mute myrtle nail napkin narrow nature near neat nebula nectar neon nephew
        nest network next nickel niece night nimble nine noble noodle noon normal north note notice
        novel nozzle number nursery nutmeg nylon oboe ocean octave omelet onion onward opera orbit
        orchard origin osprey ostrich otter ounce outdoor outfit oval oven oxygen oyster ozone
        paddle pagoda paint palace palm pancake panel pantry papaya parade parcel parent park parlor
        parrot parsley pasta patch patio pattern pear pebble pecan pedal pelican pencil petal pewter
        photo phrase piano piccolo picnic picture pier pigeon pilgrim pillar pilot pinch pine pint
        pioneer pipe pitch pivot pixel planet plate plaza please pledge plum pocket podium poem poet
        polar polish pollen pond pool poplar porch potato pottery powder prairie pretzel prism
        pudding puffin pumice pupil puppet purse puzzle pyramid quail quarry quill quince quiver
        quiz raccoon radar radio raffle raft rail rake rally ramble ramp ranch rattan ravine recipe
        regal region remedy rhyme rhythm ribbon rice ride ridge ripple ritual river road roast robe
        rodeo roof room rooster rope roster round rubber rudder ruffle rumble runway rust saddle
        saffron sage sail salad salmon salon salt salute sand sapling satchel satin sauce sausage
        savory scale scarf scoop scroll sculpt seal sequel serene shade sheep shelf sherbet shield
        shoe shore shovel shower shrimp shrub shuffle shuttle sieve silk simmer sketch skylark slate
        slipper slogan slope smooth snack snail snorkel soap socket sofa soil solar sonata sorbet
        soup south spade sparrow sphere spice spinach spiral sponge spoon spray sprig sprout spruce
        stadium stair stereo stir stitch stool stork stove straw stream string stroll studio suburb
        subway suede sulfur summit sundae supper swallow swan sweater swing switch symbol syrup
        tadpole tailor tangle tape tartan tavern teal teapot tender tenor tent terrace theater
        thimble thistle thread throne thumb thyme ticket tidal tide tile timber tinsel tissue toast
        toffee tomato tonic tooth topaz torch totem toucan tourist towel trail tray trellis tribe
        trio triple trolley trophy trout trowel trumpet trunk tuba tube tulip tumble tundra tune
        tunnel turnip tutor tuxedo tweed twelve twig twist ukulele uncle upright urchin usher valley
        valve vanilla vapor varnish vase vault velvet vendor veranda vertex vessel video village
        vine vintage vinyl violin vista volcano volume vowel voyage vulture waffle wagon waiter
        walkway wallet walnut walrus wave weasel weave wedge weekend whale wheat wheel whisker
        wicker willow window wisdom wombat wool wreath wrench yacht yard yarn yeast yodel yoga
        yogurt yolk zebra zenith zest zigzag zinc zipper zodiac zone
        """
}
