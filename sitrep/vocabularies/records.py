"""The code lists of the record types, from what every record has to money."""

from sitrep.fields.codes import ClosedCode, OpenCode


class Modality(ClosedCode):
    """In what sense a record holds: seen to be so, or planned, ordered or foreseen. Our own list."""

    OBSERVED = "observed"
    PLANNED = "planned"
    ORDERED = "ordered"
    EXPECTED = "expected"
    FORECAST = "forecast"
    CONDITIONAL = "conditional"


class Trend(ClosedCode):
    """Directions in which a value has moved since the period it is compared to. Our own list."""

    INCREASING = "increasing"
    STABLE = "stable"
    DECREASING = "decreasing"
    UNCHANGED = "unchanged"


class Sector(OpenCode):
    """Sectors as HDX HAPI codes them: coordination groups, and four codes that HAPI adds."""

    CCM = "CCM", "camp coordination and management"
    EDU = "EDU", "education"
    ERY = "ERY", "early recovery"
    FSC = "FSC", "food security"
    HEA = "HEA", "health"
    LOG = "LOG", "logistics"
    NUT = "NUT", "nutrition"
    PRO = "PRO", "protection"
    PRO_CPN = "PRO-CPN", "child protection"
    PRO_GBV = "PRO-GBV", "gender-based violence"
    PRO_HLP = "PRO-HLP", "housing, land and property"
    PRO_MIN = "PRO-MIN", "mine action"
    SHL = "SHL", "emergency shelter and household items"
    TEL = "TEL", "emergency telecommunications"
    WSH = "WSH", "water, sanitation and hygiene"
    INTERSECTORAL = "Intersectoral", "all sectors together"
    MULTI = "Multi", "several sectors, not specified"
    CASH = "Cash", "cash programming"
    HUM = "Hum", "humanitarian assistance, not specified"


class Measure(ClosedCode):
    """Measures of a count: people there now, those added, or all since a start. Our own list."""

    CURRENT = "current"
    NEW = "new"
    CUMULATIVE = "cumulative"


class Gender(ClosedCode):
    """Gender as HDX HAPI codes it (schema of October 2025); `all` is a count not broken down."""

    FEMALE = "f", "female"
    MALE = "m", "male"
    NONBINARY = "x", "non-binary"
    OTHER = "o", "other"
    UNSPECIFIED = "u", "unspecified"
    ALL = "all", "all genders"


class PopulationGroup(OpenCode):
    """Groups of people: HDX HAPI's codes in capitals (October 2025), and others of our own."""

    REF = "REF", "refugees"
    ROC = "ROC", "people in a refugee-like situation"
    ASY = "ASY", "asylum seekers"
    OIP = "OIP", "other people in need of international protection"
    IDP = "IDP", "internally displaced people"
    IOC = "IOC", "people in a situation like internal displacement"
    STA = "STA", "stateless people"
    OOC = "OOC", "others of concern"
    HST = "HST", "host communities"
    RET = "RET", "returned refugees"
    RST = "RST", "resettled refugees"
    NAT = "NAT", "naturalised refugees"
    RDP = "RDP", "returned internally displaced people"
    RRI = "RRI", "returnees, refugees or internally displaced"
    WOUNDED = "wounded", "wounded people"
    PATIENTS = "patients"
    SICK_AND_WOUNDED = "sick_and_wounded", "sick and wounded people"
    CRITICALLY_INJURED = "critically_injured", "critically injured people"
    COMPANIONS = "companions", "companions of patients"
    FOREIGN_NATIONALS = "foreign_nationals"
    DUAL_NATIONALS = "dual_nationals"
    FOREIGN_PASSPORT_HOLDERS = "foreign_passport_holders"
    CAPTIVES = "captives"
    RESIDENTS = "residents"
    MIGRANTS = "migrants"
    PEOPLE_WITH_DISABILITIES = "people_with_disabilities"
    PREGNANT_AND_BREASTFEEDING_WOMEN = "pregnant_and_breastfeeding_women"
    UNACCOMPANIED_CHILDREN = "unaccompanied_children"
    PREGNANT_WOMEN = "pregnant_women"
    NEWBORNS = "newborns"
    ELDERLY = "elderly", "elderly people", "older_people"
    FARMERS = "farmers", "", "farming_households"
    PASTORALISTS = "pastoralists"
    FISHERS = "fishers"
    SURVIVORS = "survivors"
    CAREGIVERS = "caregivers"
    COMMUNITY_MEMBERS = "community_members"
    RESIDENTS_OF_DESTROYED_HOUSES = "residents_of_destroyed_houses", "residents of destroyed houses"
    RESIDENTS_OF_DAMAGED_HOUSES = "residents_of_damaged_houses", "residents of damaged houses"
    OUT_OF_SCHOOL_CHILDREN = "out_of_school_children", "out-of-school children"
    WOMEN_AND_CHILDREN = "women_and_children"
    UNVACCINATED = "unvaccinated", "people without vaccination", "zero_dose"


class Role(OpenCode):
    """Activities of people, where a count singles them out for it. Our own list."""

    CIVILIAN = "civilian"
    AID_WORKER = "aid_worker"
    UN_STAFF = "un_staff", "UN staff"
    HEALTH_WORKER = "health_worker"
    EDUCATOR = "educator"
    STUDENT = "student"
    JOURNALIST = "journalist"
    FIRST_RESPONDER = "first_responder"
    PEACEKEEPER = "peacekeeper"
    POLICE = "police"
    COMBATANT = "combatant"


class Component(OpenCode):
    """A part that adds up, with others, to a change in a cumulative count. Our own list."""

    NEW = "new", "newly reported"
    RECOVERED = "recovered", "recovered bodies"
    DIED_OF_WOUNDS = "died_of_wounds", "later died of wounds"
    ADDED_BY_REVIEW = "added_by_review", "added by a review"
    REMOVED_BY_REVIEW = "removed_by_review", "removed by a review"
    RECLASSIFIED = "reclassified"


class Verification(OpenCode):
    """Ways in which a figure was established. Our own list, from the words that stand beside figures."""

    REPORTED = "reported"
    FLASH = "flash", "flash estimate"
    UNVERIFIED = "unverified"
    UNDER_VERIFICATION = "under_verification"
    VERIFIED = "verified"
    CORROBORATED = "corroborated"
    COUNTED = "counted"
    REGISTERED = "registered"
    SURVEYED = "surveyed"
    ESTIMATED = "estimated"
    MODELLED = "modelled"


class CrossingStatus(ClosedCode):
    """States of a crossing as a whole. Our own list."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"


class CrossingKind(OpenCode):
    """Kinds of ways through. Our own list."""

    BORDER = "border", "border crossing"
    CHECKPOINT = "checkpoint"
    CORRIDOR = "corridor"
    ROAD = "road"
    BRIDGE = "bridge"
    PORT = "port"
    AIRPORT = "airport"
    RAILWAY = "railway"


class Passage(ClosedCode):
    """Degrees to which people, or goods, get through a crossing. Our own list."""

    OPEN = "open"
    LIMITED = "limited"
    CLOSED = "closed"


class Direction(OpenCode):
    """Directions through a crossing, seen from the place reported on. Our own list."""

    ENTRY = "entry"
    EXIT = "exit"
    BOTH = "both", "both ways"
    TRANSIT = "transit"


class EvacuationStatus(ClosedCode):
    """Stages of an evacuation of people. Our own list."""

    PLANNED = "planned"
    ORDERED = "ordered"
    AWAITING = "awaiting"
    EXPECTED = "expected"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Transport(OpenCode):
    """Means by which people and goods are moved. Our own list."""

    AMBULANCE = "ambulance"
    BUS = "bus"
    CAR = "car"
    TRUCK = "truck"
    TRAIN = "train"
    AIR = "air"
    HELICOPTER = "helicopter"
    BOAT = "boat"
    SHIP = "ship"
    ON_FOOT = "on_foot"
    MOTORCYCLE = "motorcycle"
    ANIMAL = "animal"
    DRONE = "drone"
    PIPELINE = "pipeline"
    AIRDROP = "airdrop"


class Item(OpenCode):
    """Goods and supplies that are short, sold, delivered or distributed. Our own list."""

    FOOD = "food"
    BREAD = "bread"
    WHEAT_FLOUR = "wheat_flour"
    WHEAT = "wheat"
    RICE = "rice"
    MAIZE = "maize"
    SORGHUM = "sorghum"
    MILLET = "millet"
    BEANS = "beans"
    LENTILS = "lentils"
    SUGAR = "sugar"
    SALT = "salt"
    COOKING_OIL = "cooking_oil", "", "vegetable_oil"
    MILK = "milk"
    EGGS = "eggs"
    MEAT = "meat"
    VEGETABLES = "vegetables"
    FOOD_RATIONS = "food_rations", "", "food_parcels", "food_baskets"
    FOOD_BASKET = "food_basket"
    MINIMUM_EXPENDITURE_BASKET = "minimum_expenditure_basket", "", "survival_minimum_expenditure_basket"
    THERAPEUTIC_FOOD = "therapeutic_food"
    INFANT_FORMULA = "infant_formula"
    READY_TO_EAT_MEALS = "ready_to_eat_meals", "ready-to-eat meals"
    WATER = "water", "drinking water"
    FUEL = "fuel"
    PETROL = "petrol", "", "gasoline"
    DIESEL = "diesel"
    KEROSENE = "kerosene"
    CHARCOAL = "charcoal"
    FIREWOOD = "firewood"
    COOKING_GAS = "cooking_gas"
    ELECTRICITY = "electricity"
    MEDICINE = "medicine"
    MEDICAL_SUPPLIES = "medical_supplies"
    VACCINES = "vaccines"
    POLIO_VACCINE = "polio_vaccine"
    CHOLERA_VACCINE = "cholera_vaccine"
    MEASLES_VACCINE = "measles_vaccine"
    BED_NETS = "bed_nets", "", "mosquito_nets", "llin"
    CHOLERA_KITS = "cholera_kits"
    TRAUMA_KITS = "trauma_kits"
    BLOOD = "blood"
    OXYGEN = "oxygen"
    ANAESTHETICS = "anaesthetics"
    HOSPITAL_BEDS = "hospital_beds"
    INTENSIVE_CARE_BEDS = "intensive_care_beds"
    PAEDIATRIC_BEDS = "paediatric_beds"
    MATERNITY_BEDS = "maternity_beds"
    STAFF = "staff"
    SHELTER = "shelter"
    TENTS = "tents"
    WINTERIZED_TENTS = "winterized_tents", "winterised tents"
    TARPAULINS = "tarpaulins", "", "plastic_sheets"
    CONSTRUCTION_MATERIALS = "construction_materials"
    BLANKETS = "blankets"
    WINTER_CLOTHES = "winter_clothes"
    HOUSEHOLD_ITEMS = "household_items"
    HYGIENE_KITS = "hygiene_kits"
    DIGNITY_KITS = "dignity_kits"
    WATER_TREATMENT_TABLETS = "water_treatment_tablets"
    CHLORINE = "chlorine"
    SOAP = "soap"
    JERRYCANS = "jerrycans"
    LATRINES = "latrines"
    SEEDS = "seeds"
    FERTILIZER = "fertilizer", "fertiliser"
    ANIMAL_FEED = "animal_feed"
    LIVESTOCK = "livestock"
    GOAT = "goat"
    SHEEP = "sheep"
    CATTLE = "cattle"
    CAMEL = "camel"
    LABOUR = "labour", "", "casual_labour"
    FOREIGN_CURRENCY = "foreign_currency", "", "exchange_rate"
    LEARNING_MATERIALS = "learning_materials", "", "school_supplies"
    GENERATORS = "generators"
    SPARE_PARTS = "spare_parts"
    AIRCRAFT = "aircraft"
    CASH = "cash"
    BODY_BAGS = "body_bags"
    KITCHEN_SETS = "kitchen_sets"
    SCHOOL_KITS = "school_kits"
    SHELTER_KITS = "shelter_kits"
    EXPLOSIVE_ORDNANCE = "explosive_ordnance", "", "unexploded_ordnance"
    VOLUNTEERS = "volunteers"


class ShortageLevel(ClosedCode):
    """Degrees of a shortage of an item, from needed to a strained supply to none at all. Our own list."""

    NEEDED = "needed"
    STRAINED = "strained"
    SHORT = "short"
    SEVERE = "severe"
    EXHAUSTED = "exhausted"


class AgreementStage(OpenCode):
    """Stages of a peace process, with the codes of the PA-X Peace Agreements Database (2018 data)."""

    PRE = "Pre", "pre-negotiation"
    CEA = "Cea", "ceasefire or related"
    SUBPAR = "SubPar", "substantive, partial"
    SUBCOMP = "SubComp", "substantive, comprehensive"
    IMP = "Imp", "implementation"
    REN = "Ren", "renewal"
    OTH = "Oth", "other stage"


class AgreementStatus(ClosedCode):
    """Stages of an agreement, from a proposal to its end. Our own list."""

    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    REACHED = "reached"
    IN_FORCE = "in_force"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    ENDED = "ended"
    REJECTED = "rejected"


class CaseloadStatus(OpenCode):
    """The status of people: HDX HAPI's AFF, INN, TGT and REA (expected reach), and others of our own."""

    AFFECTED = "affected"
    IN_NEED = "in_need"
    TARGETED = "targeted"
    EXPECTED_REACH = "expected_reach"
    REACHED = "reached", "", "assisted", "served"
    AT_RISK = "at_risk"
    EXPOSED = "exposed"
    ASSESSED = "assessed"
    REGISTERED = "registered"
    PRESENT = "present", "", "residents", "population"
    SCREENED = "screened"
    CUT_OFF = "cut_off", "cut off"
    IDENTIFIED = "identified"


class CaseloadScale(ClosedCode):
    """Owners of phases: the JIAF's, or the Integrated Food Security Phase Classification's."""

    JIAF = "jiaf", "JIAF"
    IPC = "ipc", "IPC"


class Phase(ClosedCode):
    """Phases of severity (JIAF) or food insecurity (IPC), with the codes of HDX HAPI (October 2025)."""

    PHASE_1 = "1", "phase 1"
    PHASE_2 = "2", "phase 2"
    PHASE_3 = "3", "phase 3"
    PHASE_4 = "4", "phase 4"
    PHASE_5 = "5", "phase 5"
    PHASE_3_PLUS = "3+", "phase 3 or worse"


class Projection(ClosedCode):
    """The period of an IPC analysis, as in HDX HAPI, which adds the word `projection` to the last two."""

    CURRENT = "current"
    FIRST = "first", "first projection"
    SECOND = "second", "second projection"


class Classification(ClosedCode):
    """Degrees of certainty that a case is one: WHO's usual classes. They are separate counts, not opinions."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"
    ALL = "all", "all classifications"


class DiseaseCountKind(ClosedCode):
    """Things that a report on an outbreak counts. Our own list."""

    CASE = "case"
    DEATH = "death"
    RECOVERY = "recovery"
    ADMISSION = "admission"
    IN_CARE = "in_care"
    DISCHARGE = "discharge"
    CONTACT_LISTED = "contact_listed"
    CONTACT_FOLLOWED = "contact_followed"


class Activity(OpenCode):
    """Activities for people. Our own list."""

    AID_DELIVERY = "aid_delivery"
    FOOD_DISTRIBUTION = "food_distribution"
    HOT_MEALS = "hot_meals"
    WATER_SUPPLY = "water_supply"
    WATER_TREATMENT = "water_treatment"
    SANITATION = "sanitation"
    HYGIENE_PROMOTION = "hygiene_promotion"
    WASTE_REMOVAL = "waste_removal"
    DISINFECTION = "disinfection"
    CASH_ASSISTANCE = "cash_assistance"
    SHELTER_SUPPORT = "shelter_support"
    HOUSEHOLD_ITEM_DISTRIBUTION = "household_item_distribution"
    FUEL_DELIVERY = "fuel_delivery"
    MEDICAL_CARE = "medical_care"
    MEDICAL_EVACUATION = "medical_evacuation"
    AMBULANCE_DEPLOYMENT = "ambulance_deployment"
    FIELD_HOSPITAL_DEPLOYMENT = "field_hospital_deployment"
    OUTPATIENT_CARE = "outpatient_care"
    MATERNAL_CARE = "maternal_care", "maternal and newborn care"
    TRAUMA_CARE = "trauma_care"
    SURGERY = "surgery"
    REFERRAL = "referral", "", "referrals"
    REHABILITATION = "rehabilitation"
    MENTAL_HEALTH_CARE = "mental_health_care"
    SEXUAL_AND_REPRODUCTIVE_HEALTH_CARE = "sexual_and_reproductive_health_care"
    DISEASE_SURVEILLANCE = "disease_surveillance"
    VACCINATION = "vaccination", "", "immunization"
    NUTRITION_SCREENING = "nutrition_screening"
    NUTRITION_TREATMENT = "nutrition_treatment"
    SUPPLEMENTARY_FEEDING = "supplementary_feeding"
    SCHOOL_FEEDING = "school_feeding"
    PSYCHOSOCIAL_SUPPORT = "psychosocial_support"
    PROTECTION_SERVICES = "protection_services"
    CASE_MANAGEMENT = "case_management"
    LEGAL_ASSISTANCE = "legal_assistance"
    REGISTRATION = "registration"
    FAMILY_REUNIFICATION = "family_reunification"
    EDUCATION = "education"
    SEARCH_AND_RESCUE = "search_and_rescue"
    RUBBLE_REMOVAL = "rubble_removal"
    MINE_ACTION = "mine_action"
    RISK_EDUCATION = "risk_education"
    LOGISTICS = "logistics"
    LIVELIHOOD_SUPPORT = "livelihood_support"
    TRAINING = "training"
    AWARENESS_RAISING = "awareness_raising"
    ASSESSMENT = "assessment"
    COORDINATION = "coordination"
    FIREFIGHTING = "firefighting"
    EARLY_WARNING = "early_warning"
    EVACUATION_SUPPORT = "evacuation_support"
    TRANSPORT_SERVICES = "transport_services"
    INFRASTRUCTURE_REPAIR = "infrastructure_repair"
    TELECOMMUNICATIONS_SUPPORT = "telecommunications_support"
    AGRICULTURAL_SUPPORT = "agricultural_support"
    CAMP_MANAGEMENT = "camp_management"
    WATER_TRUCKING = "water_trucking"
    DESLUDGING = "desludging"
    CLEARANCE = "clearance", "clearance of explosive ordnance", "mine_clearance", "demining"
    VICTIM_ASSISTANCE = "victim_assistance"
    LIVESTOCK_VACCINATION = "livestock_vaccination", "vaccination of livestock"
    HOTLINE = "hotline", "", "feedback_mechanism"
    COMMERCIAL_IMPORT = "commercial_import"


class Delivery(ClosedCode):
    """In what form aid is given. Our own list."""

    IN_KIND = "in_kind"
    CASH = "cash"
    VOUCHER = "voucher"
    SERVICE = "service"


class AssistanceStatus(OpenCode):
    """Stages of an activity or a delivery. Our own list."""

    PLEDGED = "pledged"
    PLANNED = "planned"
    PROCURED = "procured", "", "purchased", "ordered"
    DISPATCHED = "dispatched"
    AWAITING_ENTRY = "awaiting_entry"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    DISTRIBUTED = "distributed"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    PREPOSITIONED = "prepositioned"
    RECEIVED = "received"
    INTERCEPTED = "intercepted"
    LOOTED = "looted"
    DEPLOYED = "deployed"


class FundingKind(ClosedCode):
    """Kinds of amounts of money, from a requirement to a gap. Our own list."""

    REQUIRED = "required"
    REQUESTED = "requested"
    RECEIVED = "received"
    PLEDGED = "pledged"
    ALLOCATED = "allocated"
    SPENT = "spent"
    GAP = "gap"


class PriceUnit(OpenCode):
    """For how much of something a price is. Our own list."""

    KILOGRAM = "kilogram", "", "kg"
    TONNE = "tonne"
    QUINTAL = "quintal"
    BAG = "bag"
    LITRE = "litre", "", "l"
    BARREL = "barrel"
    GALLON = "gallon"
    CUBIC_METRE = "cubic_metre"
    JERRYCAN = "jerrycan"
    CYLINDER = "cylinder"
    PIECE = "piece"
    DOZEN = "dozen"
    BUNDLE = "bundle"
    TRIP = "trip"
    WATER_TRUCK = "water_truck"
    HEAD = "head", "head of livestock"
    BASKET = "basket", "", "survival_minimum_expenditure_basket", "food_basket"
    DAY_OF_LABOUR = "day_of_labour", "day of labour", "daily_wage"
    MONTH = "month"
    US_DOLLAR = "us_dollar", "US dollar"
    HOUSEHOLD_AND_MONTH = "household_and_month", "household per month"


class Market(OpenCode):
    """In what kind of market something is sold. Our own list."""

    RETAIL = "retail"
    WHOLESALE = "wholesale"
    INFORMAL = "informal", "", "black", "parallel"
    OFFICIAL = "official"
    FARM_GATE = "farm_gate", "farm-gate"


class Extended(OpenCode):
    """Areas, sites and bodies that are counted to say how far something reaches. Our own list."""

    COUNTRIES = "countries"
    REGIONS = "regions"
    GOVERNORATES = "governorates"
    PROVINCES = "provinces"
    STATES = "states"
    DEPARTMENTS = "departments"
    DISTRICTS = "districts"
    COUNTIES = "counties"
    MUNICIPALITIES = "municipalities"
    COMMUNES = "communes"
    SUB_DISTRICTS = "sub_districts", "sub-districts"
    HEALTH_ZONES = "health_zones"
    COMMUNITIES = "communities"
    VILLAGES = "villages"
    NEIGHBOURHOODS = "neighbourhoods"
    SITES = "sites"
    CAMPS = "camps"
    ORGANIZATIONS = "organizations", "organisations", "partners"
    HEALTH_FACILITIES = "health_facilities"
    SCHOOLS = "schools"
    MARKETS = "markets"
    ISLANDS = "islands"
    CITIES = "cities"
    PARISHES = "parishes"
    WARDS = "wards"
    SETTLEMENTS = "settlements"
    LABORATORIES = "laboratories"
    HOUSEHOLDS = "households"
    TRADERS = "traders", "", "vendors"
    NATIONAL_NGOS = "national_ngos", "national NGOs"
    INTERNATIONAL_NGOS = "international_ngos", "international NGOs"
    UN_AGENCIES = "un_agencies", "UN agencies"
    LIVESTOCK = "livestock"
    LAND = "land"


class ExtentStatus(OpenCode):
    """The status of the areas, sites or bodies that are counted. Our own list."""

    AFFECTED = "affected"
    REACHED = "reached"
    TARGETED = "targeted"
    PRESENT = "present"
    ACTIVE = "active"
    CONTROLLED = "controlled"
    REPORTING = "reporting"
    ASSESSED = "assessed"
    PRIORITISED = "prioritised", "", "priority"
    CUT_OFF = "cut_off", "", "inaccessible", "isolated"
    FLOODED = "flooded"
    AT_RISK = "at_risk"
    EVACUATED = "evacuated"
    SERVED = "served"
    PARTICIPATING = "participating"
    WITHOUT_POWER = "without_power"
    VACCINATED = "vaccinated"
    IN_NEED = "in_need"
    CLOSED = "closed"
    OPEN = "open"
    IN_EMERGENCY = "in_emergency", "in a state of emergency"
    MANAGED = "managed"
    CONTAMINATED = "contaminated"
    LOST = "lost", "", "died"
    IN_IPC_PHASE_3 = "in_ipc_phase_3", "in IPC phase 3", "in_crisis"
    IN_IPC_PHASE_4 = "in_ipc_phase_4", "in IPC phase 4"
    IN_IPC_PHASE_5 = "in_ipc_phase_5", "in IPC phase 5", "in_famine"
