/** The short names of emoji as people type them between colons, with their characters. */

const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣 rofl 🤣 joy 😂
slightly_smiling_face 🙂 upside_down_face 🙃 melting_face 🫠 wink 😉 blush 😊 innocent 😇 smiling_face_with_3_hearts 🥰 heart_eyes 😍
star-struck 🤩 kissing_heart 😘 kissing 😗 relaxed ☺️ yum 😋 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 zany_face 🤪
stuck_out_tongue_closed_eyes 😝 money_mouth_face 🤑 hugging_face 🤗 hugs 🤗 face_with_hand_over_mouth 🤭 shushing_face 🤫 thinking_face 🤔
thinking 🤔 saluting_face 🫡 zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏
unamused 😒 face_with_rolling_eyes 🙄 roll_eyes 🙄 grimacing 😬 face_exhaling 😮‍💨 lying_face 🤥 relieved 😌 pensive 😔 sleepy 😪
drooling_face 🤤 sleeping 😴 mask 😷 face_with_thermometer 🤒 face_with_head_bandage 🤕 nauseated_face 🤢 face_vomiting 🤮 sneezing_face 🤧
hot_face 🥵 cold_face 🥶 woozy_face 🥴 dizzy_face 😵 exploding_head 🤯 face_with_cowboy_hat 🤠 partying_face 🥳 disguised_face 🥸 sunglasses 😎
nerd_face 🤓 face_with_monocle 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁 white_frowning_face ☹️ open_mouth 😮 hushed 😯
astonished 😲 flushed 😳 pleading_face 🥺 face_holding_back_tears 🥹 frowning 😦 anguished 😧 fearful 😨 cold_sweat 😰
disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 confounded 😖 persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱
triumph 😤 rage 😡 angry 😠 face_with_symbols_on_mouth 🤬 smiling_imp 😈 imp 👿 skull 💀 skull_and_crossbones ☠️ hankey 💩 poop 💩
clown_face 🤡 ghost 👻 alien 👽 space_invader 👾 robot_face 🤖 smiley_cat 😺 joy_cat 😹 heart_eyes_cat 😻 scream_cat 🙀 see_no_evil 🙈
hear_no_evil 🙉 speak_no_evil 🙊 wave 👋 raised_back_of_hand 🤚 raised_hand_with_fingers_splayed 🖐️ hand ✋ raised_hand ✋ spock-hand 🖖
vulcan_salute 🖖 ok_hand 👌 pinched_fingers 🤌 pinching_hand 🤏 v ✌️ crossed_fingers 🤞 i_love_you_hand_sign 🤟 the_horns 🤘 metal 🤘
call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆 middle_finger 🖕 point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎
fist ✊ facepunch 👊 punch 👊 left-facing_fist 🤛 right-facing_fist 🤜 clap 👏 raised_hands 🙌 heart_hands 🫶 open_hands 👐
palms_up_together 🤲 handshake 🤝 pray 🙏 writing_hand ✍️ nail_care 💅 selfie 🤳 muscle 💪 ear 👂 nose 👃 brain 🧠 eyes 👀 eye 👁️ tongue 👅 lips 👄
baby 👶 child 🧒 boy 👦 girl 👧 man 👨 woman 👩 older_man 👴 older_woman 👵 no_good 🙅 ok_woman 🙆 information_desk_person 💁 raising_hand 🙋
bow 🙇 face_palm 🤦 facepalm 🤦 man-facepalming 🤦‍♂️ woman-facepalming 🤦‍♀️ shrug 🤷 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ cop 👮
detective 🕵️ ninja 🥷 construction_worker 👷 technologist 🧑‍💻 male-technologist 👨‍💻 female-technologist 👩‍💻 scientist 🧑‍🔬 student 🧑‍🎓
teacher 🧑‍🏫 firefighter 🧑‍🚒 astronaut 🧑‍🚀 superhero 🦸 mage 🧙 walking 🚶 runner 🏃 running 🏃 dancer 💃 man_dancing 🕺 dancers 👯 people_hugging 🫂
busts_in_silhouette 👥 bust_in_silhouette 👤 speaking_head_in_silhouette 🗣️ footprints 👣 monkey_face 🐵 dog 🐶 poodle 🐩 wolf 🐺 fox_face 🦊
cat 🐱 lion_face 🦁 tiger 🐯 horse 🐴 unicorn_face 🦄 zebra_face 🦓 deer 🦌 cow 🐮 pig 🐷 mouse 🐭 hamster 🐹 rabbit 🐰 bear 🐻 koala 🐨
panda_face 🐼 sloth 🦥 otter 🦦 hedgehog 🦔 frog 🐸 turtle 🐢 snake 🐍 lizard 🦎 dragon 🐉 whale 🐳 dolphin 🐬 fish 🐟 octopus 🐙 shark 🦈 snail 🐌
butterfly 🦋 bug 🐛 ant 🐜 bee 🐝 honeybee 🐝 beetle 🐞 ladybug 🐞 spider 🕷️ chicken 🐔 hatching_chick 🐣 bird 🐦 penguin 🐧 dove_of_peace 🕊️
eagle 🦅 duck 🦆 owl 🦉 parrot 🦜 elephant 🐘 giraffe_face 🦒 monkey 🐒 bouquet 💐 cherry_blossom 🌸 rose 🌹 sunflower 🌻 tulip 🌷 seedling 🌱
evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁 fallen_leaf 🍂 leaves 🍃 mushroom 🍄
grapes 🍇 watermelon 🍉 tangerine 🍊 lemon 🍋 banana 🍌 pineapple 🍍 mango 🥭 apple 🍎 green_apple 🍏 pear 🍐 peach 🍑 cherries 🍒
strawberry 🍓 blueberries 🫐 tomato 🍅 avocado 🥑 carrot 🥕 corn 🌽 hot_pepper 🌶️ garlic 🧄 onion 🧅 bread 🍞 croissant 🥐 cheese_wedge 🧀 egg 🥚
pancakes 🥞 hamburger 🍔 fries 🍟 pizza 🍕 hotdog 🌭 taco 🌮 burrito 🌯 popcorn 🍿 salt 🧂 rice 🍚 ramen 🍜 spaghetti 🍝 sushi 🍣 dumpling 🥟
icecream 🍦 ice_cream 🍨 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰 cupcake 🧁 pie 🥧 chocolate_bar 🍫 candy 🍬 lollipop 🍭 honey_pot 🍯
coffee ☕ tea 🍵 teapot 🫖 champagne 🍾 wine_glass 🍷 cocktail 🍸 tropical_drink 🍹 beer 🍺 beers 🍻 clinking_glasses 🥂 cup_with_straw 🥤 ice_cube 🧊
fork_and_knife 🍴 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 world_map 🗺️ compass 🧭 mountain ⛰️ volcano 🌋
camping 🏕️ beach_with_umbrella 🏖️ desert_island 🏝️ house 🏠 house_with_garden 🏡 office 🏢 hospital 🏥 bank 🏦 school 🏫 factory 🏭 castle 🏰
tent ⛺ foggy 🌁 sunrise 🌅 city_sunset 🌆 bridge_at_night 🌉 ferris_wheel 🎡 roller_coaster 🎢 circus_tent 🎪 train 🚋 bullettrain_side 🚄
metro 🚇 bus 🚌 ambulance 🚑 fire_engine 🚒 police_car 🚓 taxi 🚕 car 🚗 red_car 🚗 truck 🚚 tractor 🚜 bike 🚲 motorcycle 🏍️ scooter 🛴 rotating_light 🚨
traffic_light 🚥 vertical_traffic_light 🚦 construction 🚧 anchor ⚓ boat ⛵ sailboat ⛵ ship 🚢 ferry ⛴️ airplane ✈️ airplane_departure 🛫 helicopter 🚁
rocket 🚀 flying_saucer 🛸 satellite 🛰️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock9 🕘
clock12 🕛 new_moon 🌑 full_moon 🌕 crescent_moon 🌙 thermometer 🌡️ sunny ☀️ sun_with_face 🌞 star ⭐ star2 🌟 stars 🌠 milky_way 🌌 cloud ☁️
partly_sunny ⛅ thunder_cloud_and_rain ⛈️ rain_cloud 🌧️ snow_cloud 🌨️ lightning 🌩️ tornado 🌪️ fog 🌫️ rainbow 🌈 umbrella ☂️ zap ⚡ snowflake ❄️
snowman ⛄ comet ☄️ fire 🔥 droplet 💧 ocean 🌊 jack_o_lantern 🎃 christmas_tree 🎄 fireworks 🎆 sparkler 🎇 sparkles ✨ balloon 🎈 tada 🎉
confetti_ball 🎊 gift 🎁 ribbon 🎀 ticket 🎫 medal 🎖️ trophy 🏆 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉
soccer ⚽ baseball ⚾ basketball 🏀 football 🏈 tennis 🎾 bowling 🎳 golf ⛳ ice_skate ⛸️ ski 🎿 dart 🎯 8ball 🎱 crystal_ball 🔮 magic_wand 🪄
video_game 🎮 joystick 🕹️ slot_machine 🎰 game_die 🎲 jigsaw 🧩 teddy_bear 🧸 spades ♠️ hearts ♥️ chess_pawn ♟️ performing_arts 🎭
frame_with_picture 🖼️ art 🎨 thread 🧵 yarn 🧶 eyeglasses 👓 dark_sunglasses 🕶️ necktie 👔 shirt 👕 tshirt 👕 jeans 👖 dress 👗 handbag 👜 school_satchel 🎒
shoe 👞 athletic_shoe 👟 crown 👑 tophat 🎩 mortar_board 🎓 helmet_with_white_cross ⛑️ lipstick 💄 ring 💍 gem 💎 mute 🔇 speaker 🔈 loud_sound 🔊
loudspeaker 📢 mega 📣 postal_horn 📯 bell 🔔 no_bell 🔕 musical_note 🎵 notes 🎶 microphone 🎤 studio_microphone 🎙️ headphones 🎧 radio 📻 saxophone 🎷
guitar 🎸 musical_keyboard 🎹 trumpet 🎺 violin 🎻 drum_with_drumsticks 🥁 iphone 📱 telephone ☎️ phone ☎️ telephone_receiver 📞 pager 📟 battery 🔋
electric_plug 🔌 computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ three_button_mouse 🖱️ minidisc 💽 floppy_disk 💾 cd 💿 dvd 📀 abacus 🧮
movie_camera 🎥 film_frames 🎞️ clapper 🎬 tv 📺 camera 📷 camera_with_flash 📸 video_camera 📹 vhs 📼 mag 🔍 mag_right 🔎 candle 🕯️ bulb 💡 flashlight 🔦
notebook 📓 closed_book 📕 book 📖 open_book 📖 green_book 📗 blue_book 📘 orange_book 📙 books 📚 page_with_curl 📃 scroll 📜 page_facing_up 📄 newspaper 📰
bookmark_tabs 📑 bookmark 🔖 label 🏷️ moneybag 💰 coin 🪙 yen 💴 dollar 💵 euro 💶 pound 💷 money_with_wings 💸 credit_card 💳 receipt 🧾 chart 💹
email 📧 envelope ✉️ e-mail 📧 incoming_envelope 📨 envelope_with_arrow 📩 outbox_tray 📤 inbox_tray 📥 package 📦 mailbox 📫 mailbox_with_mail 📬
postbox 📮 ballot_box_with_ballot 🗳️ pencil2 ✏️ lower_left_fountain_pen 🖋️ memo 📝 pencil 📝 briefcase 💼 file_folder 📁 open_file_folder 📂
card_index_dividers 🗂️ date 📅 calendar 📆 spiral_note_pad 🗒️ spiral_calendar_pad 🗓️ card_index 📇 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 triangular_ruler 📐 scissors ✂️
wastebasket 🗑️ lock 🔒 unlock 🔓 lock_with_ink_pen 🔏 closed_lock_with_key 🔐 key 🔑 old_key 🗝️ hammer 🔨 axe 🪓 pick ⛏️ hammer_and_wrench 🛠️
crossed_swords ⚔️ bomb 💣 boomerang 🪃 bow_and_arrow 🏹 shield 🛡️ wrench 🔧 nut_and_bolt 🔩 gear ⚙️ scales ⚖️ link 🔗 chains ⛓️ hook 🪝 toolbox 🧰 magnet 🧲
ladder 🪜 alembic ⚗️ test_tube 🧪 petri_dish 🧫 dna 🧬 microscope 🔬 telescope 🔭 satellite_antenna 📡 syringe 💉 pill 💊 stethoscope 🩺 door 🚪
bed 🛏️ couch_and_lamp 🛋️ toilet 🚽 shower 🚿 bathtub 🛁 broom 🧹 basket 🧺 roll_of_paper 🧻 bucket 🪣 soap 🧼 sponge 🧽 fire_extinguisher 🧯 shopping_trolley 🛒
warning ⚠️ children_crossing 🚸 no_entry ⛔ no_entry_sign 🚫 radioactive_sign ☢️ biohazard_sign ☣️ arrow_up ⬆️ arrow_upper_right ↗️ arrow_right ➡️
arrow_lower_right ↘️ arrow_down ⬇️ arrow_lower_left ↙️ arrow_left ⬅️ arrow_upper_left ↖️ arrow_up_down ↕️ left_right_arrow ↔️
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_clockwise 🔃 arrows_counterclockwise 🔄 back 🔙 end 🔚 on 🔛 soon 🔜 top 🔝 peace_symbol ☮️
yin_yang ☯️ twisted_rightwards_arrows 🔀 repeat 🔁 arrow_forward ▶️ fast_forward ⏩ arrow_backward ◀️ rewind ⏪ double_vertical_bar ⏸️
black_square_for_stop ⏹️ black_circle_for_record ⏺️ low_brightness 🔅 high_brightness 🔆 signal_strength 📶 heavy_plus_sign ➕ heavy_minus_sign ➖
heavy_division_sign ➗ heavy_multiplication_x ✖️ infinity ♾️ bangbang ‼️ interrobang ⁉️ question ❓ grey_question ❔ grey_exclamation ❕ exclamation ❗
heavy_exclamation_mark ❗ recycle ♻️ fleur_de_lis ⚜️ name_badge 📛 beginner 🔰 o ⭕ white_check_mark ✅ ballot_box_with_check ☑️ heavy_check_mark ✔️ x ❌
negative_squared_cross_mark ❎ part_alternation_mark 〽️ eight_spoked_asterisk ✳️ copyright ©️ registered ®️ tm ™️ hash #️⃣ zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣
five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 capital_abcd 🔠 abc 🔤 a 🅰️ b 🅱️ ab 🆎 cl 🆑 cool 🆒 free 🆓 information_source ℹ️ id 🆔 new 🆕 ng 🆖 ok 🆗 sos 🆘 up 🆙 vs 🆚
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 large_brown_circle 🟤
black_circle ⚫ white_circle ⚪ large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦
black_large_square ⬛ white_large_square ⬜ large_orange_diamond 🔶 large_blue_diamond 🔷 small_orange_diamond 🔸 small_blue_diamond 🔹
small_red_triangle 🔺 small_red_triangle_down 🔻 diamond_shape_with_a_dot_inside 💠 radio_button 🔘 checkered_flag 🏁 triangular_flag_on_post 🚩
crossed_flags 🎌 waving_black_flag 🏴 waving_white_flag 🏳️ rainbow-flag 🏳️‍🌈 pirate_flag 🏴‍☠️ flag-de 🇩🇪 de 🇩🇪 flag-gb 🇬🇧 gb 🇬🇧 flag-us 🇺🇸 us 🇺🇸 flag-fr 🇫🇷
fr 🇫🇷 flag-es 🇪🇸 es 🇪🇸 flag-it 🇮🇹 it 🇮🇹 flag-jp 🇯🇵 jp 🇯🇵 flag-eu 🇪🇺 flag-ca 🇨🇦 flag-in 🇮🇳 flag-br 🇧🇷 flag-au 🇦🇺 flag-at 🇦🇹 flag-ch 🇨🇭 flag-nl 🇳🇱 flag-se 🇸🇪 flag-pl 🇵🇱
heart ❤️ red_heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 brown_heart 🤎 black_heart 🖤 white_heart 🤍
broken_heart 💔 two_hearts 💕 revolving_hearts 💞 heartbeat 💓 heartpulse 💗 sparkling_heart 💖 cupid 💘 gift_heart 💝 heart_on_fire ❤️‍🔥 mending_heart ❤️‍🩹
kiss 💋 100 💯 anger 💢 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨 hole 🕳️ speech_balloon 💬 left_speech_bubble 🗨️ thought_balloon 💭 zzz 💤
green_apple 🍏 wheel_of_dharma ☸️ atom_symbol ⚛️ medical_symbol ⚕️ eject ⏏️ wavy_dash 〰️ loop ➿ end 🔚 placard 🪧 headstone 🪦 nesting_dolls 🪆 mirror 🪞 window 🪟
`;

/** Characters by name. @type {ReadonlyMap<string, string>} */
export const EMOJI = new Map(pairs(TABLE.trim().split(/\s+/)));

function pairs(words) {
  return Array.from({ length: words.length / 2 }, (_, index) => [words[2 * index], words[2 * index + 1]]);
}
